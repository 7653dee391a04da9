import { useEffect, useRef } from 'react';
import { land } from '../ui/pictures/landing.ts';
import { fitted, type Room } from '../ui/pictures/picture-room.ts';

interface SmallPictureProps {
  readonly src: string;
  readonly room: Room;
  readonly className?: string | undefined;
  readonly onError: () => void;
}

/** The picture of an address in the size in which it fits the room, decoded beside the page. */
async function sized(src: string, room: Room, leaves: AbortSignal): Promise<ImageBitmap> {
  const answer = await fetch(src, { signal: leaves });
  if (!answer.ok) throw new Error(answer.statusText);
  const whole = await createImageBitmap(await answer.blob());
  const { width, height } = fitted(whole, {
    width: room.width * devicePixelRatio,
    height: room.height * devicePixelRatio,
  });
  if (leaves.aborted || width === whole.width) return whole;
  const small = createImageBitmap(whole, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'medium',
  });
  return small.finally(() => whole.close());
}

async function draw(canvas: HTMLCanvasElement, src: string, room: Room, leaves: AbortSignal): Promise<void> {
  const picture = await sized(src, room, leaves);
  land(() => {
    if (leaves.aborted) return picture.close();
    canvas.width = picture.width;
    canvas.height = picture.height;
    // Handed over as it is: what is drawn into a canvas is drawn once more for the screen. A small picture has no holes.
    canvas.getContext('bitmaprenderer', { alpha: false })?.transferFromImageBitmap(picture);
  });
}

/**
 * A picture drawn in the size in which it is shown. What an image element decodes the browser keeps, in full, until a
 * thousand others have come by; of this nothing is left when it leaves the page.
 */
export function SmallPicture({ src, room, className, onError }: SmallPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const failed = useRef(onError);
  failed.current = onError;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const leaves = new AbortController();
    const { signal } = leaves;
    // Each in a task of its own: a row of them at once would hold up the frame that brings it.
    setTimeout(() => {
      if (!signal.aborted)
        draw(element, src, room, signal).catch(() => {
          if (!signal.aborted) failed.current();
        });
    });
    return () => leaves.abort();
  }, [src, room]);
  return <canvas ref={canvas} className={className} width={1} height={1} aria-hidden />;
}
