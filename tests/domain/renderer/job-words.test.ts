import { expect, it } from 'vitest';
import { inTray, type Job } from '../../../renderer/features/intake/job-words.ts';

const job = (id: string, state: Job['state']): Job => ({ id, state }) as Job;

it('shows what is under way before what has ended since, and all when asked', () => {
  const jobs = [
    ...['g', 'f', 'e', 'd', 'c'].map((id) => job(id, 'done')),
    job('b', 'failed'),
    job('a', 'running'),
  ];
  const ids = (all: boolean): string =>
    inTray(jobs, all)
      .map(({ id }) => id)
      .join('');
  expect([ids(false), ids(true)]).toEqual(['bagfe', 'bagfedc']);
});
