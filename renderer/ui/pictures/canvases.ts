/**
 * Canvases that small pictures are shown on, used again. For each one that is thrown away the browser holds the page up
 * at its next collection, the longer the more went by: a bar that is dragged through a library left hundreds.
 */
const spare: HTMLCanvasElement[] = [];
/** A screenful of the smallest pictures; the rest goes. */
const mostSpare = 160;

const context = (canvas: HTMLCanvasElement): ImageBitmapRenderingContext | null =>
  // A small picture has no holes.
  canvas.getContext('bitmaprenderer', { alpha: false });

/** Shows the picture in a canvas of its size, which is to be given back. */
export function showOn(place: Element, picture: ImageBitmap, className = ''): HTMLCanvasElement {
  const canvas = spare.pop() ?? document.createElement('canvas');
  canvas.className = className;
  canvas.width = picture.width;
  canvas.height = picture.height;
  // Handed over as it is: what is drawn into a canvas is drawn once more for the screen.
  context(canvas)?.transferFromImageBitmap(picture);
  place.append(canvas);
  return canvas;
}

/** Nothing of the picture is left on it. */
export function giveBack(canvas: HTMLCanvasElement): void {
  canvas.remove();
  context(canvas)?.transferFromImageBitmap(null);
  if (spare.length < mostSpare) spare.push(canvas);
}
