import { createStore } from '../store.ts';

/**
 * How fast pictures go by. `fast`: nobody can look at them, so those that come wait to be asked for. `leaping`: nobody
 * can read beside them either, so their places stay empty. What was fast is made up for as soon as it slows down.
 */
export type Pace = 'slow' | 'fast' | 'leaping';

/** From so many times what is in sight a second. */
const fastFrom = 3;
const leapingFrom = 12;
/** So long a stretch is judged, in milliseconds. */
const stretchMs = 80;
/** Where it stood still for so long, a movement begins anew: a single leap is no rush. */
const restMs = 130;

/** A movement as it is judged: where the stretch began and when, and when it was last heard of. */
interface Movement {
  readonly from: number;
  readonly since: number;
  readonly heard: number;
  readonly pace: Pace;
}

export const still: Movement = { from: 0, since: 0, heard: Number.NEGATIVE_INFINITY, pace: 'slow' };

/** What a movement has become when it comes to a place; all places in pixels, the time in milliseconds. */
export function moved(movement: Movement, place: number, inSight: number, now: number): Movement {
  if (now - movement.heard > restMs) return { from: place, since: now, heard: now, pace: 'slow' };
  const lasted = now - movement.since;
  if (lasted < stretchMs) return { ...movement, heard: now };
  const screens = (Math.abs(place - movement.from) / Math.max(1, inSight) / lasted) * 1_000;
  const pace = screens < fastFrom ? 'slow' : screens < leapingFrom ? 'fast' : 'leaping';
  return { from: place, since: now, heard: now, pace };
}

/** The pace of the pictures that are on the screen. */
export const pace = createStore<Pace>('slow');

let movement = still;
let end: ReturnType<typeof setTimeout> | undefined;

const becomes = (next: Pace): void => {
  if (pace.get() !== next) pace.set(next);
};

/** Told of every movement of the pictures. */
export function tellMoved(place: number, inSight: number): void {
  movement = moved(movement, place, inSight, performance.now());
  clearTimeout(end);
  if (movement.pace !== 'slow') end = setTimeout(() => becomes('slow'), restMs);
  becomes(movement.pace);
}
