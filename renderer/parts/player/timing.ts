/** The arithmetic of playing. All times are seconds. */

export const speeds = [0.25, 0.5, 1, 1.5, 2, 4] as const;

/** The part that is played over and over; null for the whole. `to` lies after `from`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const bounded = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

export const within = (time: number, duration: number): number => bounded(time, 0, Math.max(0, duration));

/** The next faster (1) or slower (-1) of the usual speeds. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const next = direction > 0 ? speeds.find((each) => each > speed) : speeds.findLast((each) => each < speed);
  return next ?? speed;
}

/**
 * What J and L make of the way it runs: against the way it starts at once, along it twice as fast, up to four times.
 * Negative runs back; 0 stands still.
 */
export function shuttled(running: number, direction: 1 | -1): number {
  if (Math.sign(running) !== direction) return direction;
  return direction * Math.min(4, Math.abs(running) < 1 ? 1 : Math.abs(running) * 2);
}

/** A mark set at `time`: a beginning takes an end before it away, and the other way round. */
export function marked(span: Partial<Span>, which: 'from' | 'to', time: number): Partial<Span> {
  const next = { ...span, [which]: time };
  if (next.from === undefined || next.to === undefined || next.from < next.to) return next;
  return { [which]: time };
}

/** Both ends of what is repeated; the whole where nothing is marked. */
export const spanOf = ({ from, to }: Partial<Span>, duration: number): Span => ({
  from: from ?? 0,
  to: to ?? duration,
});

/** Where playing goes on once `time` is reached: back to the beginning of the span at its end, else null. */
export function looped(time: number, marks: Partial<Span>, duration: number): number | null {
  const { from, to } = spanOf(marks, duration);
  return time >= to - 0.005 || time < from - 0.25 ? from : null;
}

/**
 * Inside the frame before the one that is shown from `shown` on: a frame lasts `frame`, or is not known to be longer
 * than the shortest there is.
 */
export const beforeFrame = (shown: number, frame: number | null): number =>
  Math.max(0, shown - (frame ?? 1 / 120) / 2);

/** Inside the frame after it. */
export const afterFrame = (shown: number, frame: number): number => shown + frame * 1.5;

/** 1:02:03.40: minutes, seconds and hundredths, hours where there are any. */
export function timeText(time: number): string {
  const hundredths = Math.max(0, Math.floor(time * 100 + 1e-6));
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(hundredths / 100);
  const rest = `${two(seconds % 60)}.${two(hundredths % 100)}`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/** The number of the frame at `time`, the first being 1; null while the length of a frame is not known. */
export const frameAt = (time: number, frame: number | null): number | null =>
  frame === null ? null : Math.floor(time / frame + 1e-3) + 1;
