/**
 * The arithmetic of looking closely at a picture. Lengths on screen are CSS pixels; a point of a picture is a
 * fraction of its width and height, so that a view of one picture means the same place on another.
 */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a picture is looked at: so many times its fitted size, with this point of it in the middle of the frame. */
export interface View extends Point {
  readonly scale: number;
}

/** A frame on screen and the picture in it; `density` is the screen's points to a CSS pixel. */
export interface Stage {
  readonly frame: Size;
  readonly picture: Size;
  readonly density: number;
}

/** The whole picture, as large as its frame. */
export const wholeView: View = { scale: 1, x: 0.5, y: 0.5 };

export const mostPercent = 1_600;
/** Above this a point of the picture is shown as the square it is. */
export const crispPercent = 200;

const steps = [10, 25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1_200, 1_600];

const bounded = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

/** CSS pixels for each point of the picture where the whole of it just fits its frame. */
const fitOf = ({ frame, picture }: Stage): number =>
  Math.min(frame.width / picture.width, frame.height / picture.height);

/** 100 is a point of the picture on each point of the screen. */
export const percentOf = (scale: number, stage: Stage): number => scale * fitOf(stage) * stage.density * 100;

export const scaleOf = (percent: number, stage: Stage): number =>
  percent / (fitOf(stage) * stage.density * 100);

/** Never smaller than fitted, unless the picture is so small that its own size is less; never above 1600 %. */
function boundedScale(scale: number, stage: Stage): number {
  const most = Math.max(1, scaleOf(mostPercent, stage));
  return bounded(scale, Math.min(1, scaleOf(100, stage)), most);
}

/** The picture's size on screen. */
export function shownSize(scale: number, stage: Stage): Size {
  const times = scale * fitOf(stage);
  return { width: stage.picture.width * times, height: stage.picture.height * times };
}

/** Where the middle may lie along one side: an edge never leaves the edge of the frame, and what fits is centred. */
function boundedMiddle(middle: number, shown: number, frame: number): number {
  if (shown <= frame) return 0.5;
  const half = frame / (2 * shown);
  return bounded(middle, half, 1 - half);
}

export function boundedView(view: View, stage: Stage): View {
  const scale = boundedScale(view.scale, stage);
  const shown = shownSize(scale, stage);
  return {
    scale,
    x: boundedMiddle(view.x, shown.width, stage.frame.width),
    y: boundedMiddle(view.y, shown.height, stage.frame.height),
  };
}

/** Enlarges so many times, keeping what lies at `at` (CSS pixels from the middle of the frame) where it is. */
export function zoomed(view: View, times: number, stage: Stage, at: Point = { x: 0, y: 0 }): View {
  const from = boundedView(view, stage);
  const scale = boundedScale(from.scale * times, stage);
  const before = shownSize(from.scale, stage);
  const after = shownSize(scale, stage);
  const x = from.x + at.x / before.width - at.x / after.width;
  const y = from.y + at.y / before.height - at.y / after.height;
  return boundedView({ scale, x, y }, stage);
}

/** Moves the picture by so many CSS pixels under the frame. */
export function panned(view: View, by: Point, stage: Stage): View {
  const from = boundedView(view, stage);
  const shown = shownSize(from.scale, stage);
  return boundedView({ ...from, x: from.x - by.x / shown.width, y: from.y - by.y / shown.height }, stage);
}

/** The next larger (1) or smaller (-1) of the usual sizes; the fitted one is among them. */
export function stepped(view: View, direction: 1 | -1, stage: Stage, at?: Point): View {
  const { scale } = boundedView(view, stage);
  const percent = percentOf(scale, stage);
  const sizes = [...steps, percentOf(1, stage)].sort((one, other) => one - other);
  const next =
    direction > 0
      ? sizes.find((size) => size > percent * 1.01)
      : sizes.findLast((size) => size < percent * 0.99);
  return zoomed(view, next === undefined ? 1 : next / percent, stage, at);
}

/** To 100 % at a point, or back to the whole picture; a picture smaller than its frame goes to twice its fit. */
export function toggled(view: View, stage: Stage, at: Point): View {
  const { scale } = boundedView(view, stage);
  if (scale > 1.01) return wholeView;
  const close = scaleOf(100, stage);
  return zoomed(view, (close > 1.01 ? close : 2) / scale, stage, at);
}

/** Upper left corner and size of the picture within its frame, in CSS pixels. */
export function placed(view: View, stage: Stage): Size & { readonly left: number; readonly top: number } {
  const { scale, x, y } = boundedView(view, stage);
  const { width, height } = shownSize(scale, stage);
  return { width, height, left: stage.frame.width / 2 - x * width, top: stage.frame.height / 2 - y * height };
}

/** The part of the picture that is in sight, as fractions of it. */
export function inSight(view: View, stage: Stage): Point & Size {
  const { left, top, width, height } = placed(view, stage);
  const x = Math.max(0, -left / width);
  const y = Math.max(0, -top / height);
  return {
    x,
    y,
    width: Math.min(1, (stage.frame.width - left) / width) - x,
    height: Math.min(1, (stage.frame.height - top) / height) - y,
  };
}

export const isWhole = (view: View, stage: Stage): boolean => boundedView(view, stage).scale <= 1.001;

/** A picture that comes in squares of `side` pixels as well, at so many sizes, each half of the one before. */
export interface Pieces {
  readonly side: number;
  readonly levels: number;
}

/** One piece: its place in the grid of its level, and where it lies in the picture, as fractions. */
export interface Piece extends Point, Size {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** The cells of a row or column of `whole` pixels that a part of it touches; the part is in fractions. */
function cellsOf(from: number, length: number, whole: number, side: number): number[] {
  const last = Math.ceil(whole / side) - 1;
  const first = bounded(Math.floor((from * whole) / side), 0, last);
  const end = bounded(Math.floor(((from + length) * whole) / side), first, last);
  return Array.from({ length: end - first + 1 }, (_, step) => first + step);
}

/** The pieces that are in sight, of the smallest size that loses nothing; none where `shown` pixels are enough. */
export function piecesInSight(view: View, stage: Stage, { side, levels }: Pieces, shown: Size): Piece[] {
  const { scale } = boundedView(view, stage);
  const onScreen = shownSize(scale, stage).width * stage.density;
  if (levels === 0 || onScreen <= shown.width) return [];
  const { picture } = stage;
  const level = bounded(Math.floor(Math.log2(picture.width / onScreen)), 0, levels - 1);
  const width = Math.ceil(picture.width / 2 ** level);
  const height = Math.ceil(picture.height / 2 ** level);
  const sight = inSight(view, stage);
  const pieces: Piece[] = [];
  for (const row of cellsOf(sight.y, sight.height, height, side)) {
    for (const column of cellsOf(sight.x, sight.width, width, side)) {
      const left = column * side;
      const top = row * side;
      pieces.push({
        level,
        column,
        row,
        x: left / width,
        y: top / height,
        width: Math.min(side, width - left) / width,
        height: Math.min(side, height - top) / height,
      });
    }
  }
  return pieces;
}
