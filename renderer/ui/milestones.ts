import { useEffect, useRef } from 'react';
import { murmur } from './announce.tsx';

/** Read out at every quarter, and not in between: a voice that counts along helps nobody. */
const every = 25;

/** Murmurs how far some work is when it passes a quarter; null while nothing is known of it. */
export function useMilestones(what: string, percent: number | null): void {
  const passed = useRef<number | null>(null);
  useEffect(() => {
    if (percent === null) return;
    const mark = Math.floor(percent / every) * every;
    const before = passed.current;
    passed.current = mark;
    if (before !== null && mark > before && mark < 100) murmur(`${what}: ${mark} per cent done.`);
  }, [what, percent]);
}
