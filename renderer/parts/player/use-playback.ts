import { useEffect, useRef, useState } from 'react';
import { looped, marked, nextSpeed, type Span, shuttled, spanOf, within } from './timing.ts';
import { useFrameSteps } from './use-frame-steps.ts';

export interface Playback {
  /** How it runs: 0 stands, 1 plays at the chosen speed, more faster, negative goes back. */
  readonly running: number;
  readonly time: number;
  readonly duration: number;
  readonly speed: number;
  readonly volume: number;
  readonly muted: boolean;
  readonly loop: boolean;
  readonly marks: Partial<Span>;
  /** How long one frame is shown, once two have been seen; in seconds. */
  readonly frame: number | null;
}

const atRest: Playback = {
  running: 0,
  time: 0,
  duration: 0,
  speed: 1,
  volume: 1,
  muted: false,
  loop: false,
  marks: {},
  frame: null,
};

const skip = 5;
const fastest = 4;

type Change = (part: Partial<Playback>) => void;
type Now = { readonly current: Playback };

/** Follows what the element says of itself. */
function useReports(element: HTMLMediaElement | null, length: number, now: Now, change: Change): void {
  useEffect(() => {
    if (!element) return;
    const measured = (): void =>
      change({ duration: Number.isFinite(element.duration) ? element.duration : length });
    const moved = (): void => change({ time: element.currentTime });
    const listeners: Readonly<Record<string, () => void>> = {
      loadedmetadata: measured,
      durationchange: measured,
      timeupdate: moved,
      seeked: moved,
      ended: () => change({ running: 0 }),
      pause: () => now.current.running > 0 && change({ running: 0 }),
      volumechange: () => change({ volume: element.volume, muted: element.muted }),
    };
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener);
    };
  }, [element, length, now, change]);
}

/** Moves the clock with the picture, turns at the end of a repeated part, and runs backwards. */
function useRunning(element: HTMLMediaElement | null, running: number, now: Now, change: Change): void {
  useEffect(() => {
    if (!element || running === 0) return;
    let last = performance.now();
    // Players run forwards only: backwards is one seek after another, as fast as they come.
    const goBack = (moment: number): void => {
      if (element.seeking) return;
      element.currentTime = Math.max(0, element.currentTime + (running * (moment - last)) / 1000);
      last = moment;
      if (element.currentTime === 0) change({ running: 0 });
    };
    const turn = (): void => {
      const { loop, marks, duration } = now.current;
      const back = loop ? looped(element.currentTime, marks, duration) : null;
      if (back !== null) element.currentTime = back;
    };
    let handle = 0;
    const tick = (moment: number): void => {
      if (running < 0) goBack(moment);
      else turn();
      change({ time: element.currentTime });
      handle = requestAnimationFrame(tick);
    };
    handle = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(handle);
  }, [element, running, now, change]);
}

/** What a film or sound does, and what may be done with it. `length` in seconds where the file itself says none. */
export function usePlayback(element: HTMLMediaElement | null, length: number) {
  const [state, setState] = useState<Playback>({ ...atRest, duration: length });
  const now = useRef(state);
  now.current = state;
  const change = useRef<Change>((part) => setState((before) => ({ ...before, ...part }))).current;
  useReports(element, length, now, change);
  useRunning(element, state.running, now, change);

  const run = (next: number): void => {
    if (!element) return;
    change({ running: next });
    if (next <= 0) {
      element.pause();
      return;
    }
    const { loop, marks, duration, speed } = now.current;
    element.playbackRate = Math.min(fastest, next > 1 ? next : speed);
    const { from } = spanOf(marks, duration);
    if (element.ended || (loop && element.currentTime < from)) element.currentTime = from;
    element.play().catch(() => change({ running: 0 }));
  };
  const seek = (time: number): void => {
    const { duration } = now.current;
    if (element) element.currentTime = within(time, duration);
    change({ time: within(time, duration) });
  };
  const step = useFrameSteps(element, (frame) => change({ frame }));
  const stepped = (direction: 1 | -1): void => {
    run(0);
    step(direction, now.current.duration);
  };
  const setSpeed = (speed: number): void => {
    change({ speed });
    if (element && now.current.running >= 0) element.playbackRate = speed;
  };
  const mark = (which: 'from' | 'to'): void =>
    change({ marks: marked(now.current.marks, which, now.current.time), loop: true });
  const acts = {
    toggle: () => run(now.current.running === 0 ? 1 : 0),
    stop: () => run(0),
    forward: () => run(shuttled(now.current.running, 1)),
    backward: () => run(shuttled(now.current.running, -1)),
    nextFrame: () => stepped(1),
    lastFrame: () => stepped(-1),
    later: () => seek(now.current.time + skip),
    earlier: () => seek(now.current.time - skip),
    start: () => seek(0),
    end: () => seek(now.current.duration),
    faster: () => setSpeed(nextSpeed(now.current.speed, 1)),
    slower: () => setSpeed(nextSpeed(now.current.speed, -1)),
    markIn: () => mark('from'),
    markOut: () => mark('to'),
    unmark: () => change({ marks: {} }),
    loop: () => change({ loop: !now.current.loop }),
    mute: () => {
      if (element) element.muted = !element.muted;
    },
  };
  const setVolume = (volume: number): void => {
    if (!element) return;
    element.volume = volume;
    element.muted = volume === 0;
  };
  return { state, acts, seek, setSpeed, setVolume };
}

export type Playing = ReturnType<typeof usePlayback>;
