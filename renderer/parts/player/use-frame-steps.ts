import { useEffect, useRef } from 'react';
import { afterFrame, beforeFrame, within } from './timing.ts';

/** Frames are looked for in steps of this; hardly a recorder makes more than 120 a second. In seconds. */
const searchStep = 1 / 120;
const mostSearches = 30;
const mostWaiting = 3;
/** The frame sought is on screen a moment after the seek is through. */
const settleMs = 30;

const sought = (element: HTMLMediaElement, time: number): Promise<void> =>
  new Promise((resolve) => {
    element.addEventListener('seeked', () => void setTimeout(resolve, settleMs), { once: true });
    element.currentTime = time;
  });

/**
 * Goes from one frame to the next or the last. How long a frame is shown is learned from those that are seen, so that
 * films of any rate, and of a changing one, are stepped through without leaving a frame out.
 */
export function useFrameSteps(element: HTMLMediaElement | null, learned: (frame: number) => void) {
  const shown = useRef<number | null>(null);
  const shortest = useRef<number | null>(null);
  const last = useRef(Promise.resolve());
  const waiting = useRef(0);
  const tell = useRef(learned);
  tell.current = learned;
  useEffect(() => {
    if (!(element instanceof HTMLVideoElement)) return;
    let handle = 0;
    const see = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
      const length = shown.current === null ? 0 : Math.abs(mediaTime - shown.current);
      if (length > 0.004 && length < (shortest.current ?? 0.5) - 0.0005) {
        shortest.current = length;
        tell.current(length);
      }
      shown.current = mediaTime;
      handle = element.requestVideoFrameCallback(see);
    };
    handle = element.requestVideoFrameCallback(see);
    return () => element.cancelVideoFrameCallback(handle);
  }, [element]);

  const search = async (element: HTMLMediaElement, from: number, duration: number): Promise<void> => {
    for (let tried = 1; tried <= mostSearches; tried += 1) {
      await sought(element, within(from + tried * searchStep, duration));
      if (shown.current !== from) return;
    }
  };
  const go = async (element: HTMLMediaElement, direction: 1 | -1, duration: number): Promise<void> => {
    const from = shown.current ?? element.currentTime;
    const frame = shortest.current;
    if (direction < 0) await sought(element, beforeFrame(from, frame));
    else if (frame === null) await search(element, from, duration);
    else await sought(element, within(afterFrame(from, frame), duration));
  };
  return (direction: 1 | -1, duration: number): void => {
    // A key that is held asks faster than frames can be shown: what is too much is let go.
    if (!element || waiting.current >= mostWaiting) return;
    waiting.current += 1;
    last.current = last.current
      .then(() => go(element, direction, duration))
      .finally(() => {
        waiting.current -= 1;
      });
  };
}
