import { useEffect, useRef, useState } from 'react';
import { paceText } from '../../ui/pace.ts';
import type { Job } from './job-words.ts';

interface Sample {
  readonly at: number;
  readonly done: number;
  readonly bytes: number;
}

/** The pace is that of the last two minutes, and told anew so seldom that nobody sees it jump; milliseconds. */
const lookBack = 120_000;
const tellEvery = 5_000;

function paceOf(samples: readonly Sample[], job: Job): string[] {
  const [first] = samples;
  if (!first) return [];
  const done = job.done - first.done;
  const bytesDone = job.bytesDone - first.bytes;
  return paceText({
    worked: performance.now() - first.at,
    done,
    total: done + job.total - job.done,
    bytesDone,
    bytesTotal: bytesDone + job.bytesTotal - job.bytesDone,
  });
}

/** How fast a job goes and how long it will take, in words; nothing before it is known, nor while it stands. */
export function usePace(job: Job): readonly string[] {
  const samples = useRef<Sample[]>([]);
  const latest = useRef(job);
  const [told, setTold] = useState<readonly string[]>([]);
  const running = job.state === 'running';
  useEffect(() => {
    latest.current = job;
    const at = performance.now();
    const kept = running ? samples.current.filter((sample) => at - sample.at < lookBack) : [];
    samples.current = running ? [...kept, { at, done: job.done, bytes: job.bytesDone }] : [];
  }, [job, running]);
  useEffect(() => {
    setTold([]);
    if (!running) return;
    const timer = setInterval(() => setTold(paceOf(samples.current, latest.current)), tellEvery);
    return () => clearInterval(timer);
  }, [running]);
  return told;
}
