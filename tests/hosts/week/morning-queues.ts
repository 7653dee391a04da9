import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { choose, dialog, fill, heading, place, press, tick } from '../story/hands.ts';
import { look } from '../story/look.ts';
import { ask } from '../story/story-window.ts';
import type { Scene } from './scene.ts';

const owed = async (page: Page): Promise<number> =>
  Object.values(await ask(page, 'queue.counts', {})).reduce((sum, count) => sum + count, 0);

/** Governance: an appraisal, a copy that came back, and an erasure seen and approved. */
export async function morningQueues({ window }: Scene): Promise<void> {
  const { page } = window;
  await place(page, 'Queues');
  await heading(page, 'Queues');
  const before = await owed(page);
  await look(window, 'queues-morning', 'main');

  const legacy = page.getByRole('row').filter({ hasText: 'made before 1997' }).first();
  await legacy.getByRole('button', { name: /^Appraise: / }).click();
  const appraisal = dialog(page, /^Appraise: /);
  await appraisal.getByRole('radio', { name: 'Keep the recording' }).check();
  await fill(
    appraisal,
    'Why',
    'The only picture of this stage in the collection; nobody can be known by it.',
  );
  await look(window, 'queues-appraisal');
  await press(appraisal, 'Save');
  await appraisal.waitFor({ state: 'hidden' });
  await expect.poll(() => owed(page)).toBe(before - 1);

  await choose(page, 'Queue', 'Erase (2)');
  await press(page, 'Review proposed erasures (1)');
  const review = dialog(page, 'Approve erasure');
  await review.getByRole('checkbox').first().waitFor();
  await tick(review, /^Erase R-/);
  await look(window, 'queues-erasure', 'main');
  await press(review, 'Approve erasure of 1 recording');
  await review.getByText(/^R-\d{6} is erased\./).waitFor();
  await review.getByRole('link', { name: /^Certificate E-/ }).click();
  await heading(page, /^Certificate E-/);
  await look(window, 'queues-certificate');
  expect(await ask(page, 'trail.verify', {})).toMatchObject({ sound: true });
  await expect.poll(() => owed(page)).toBeLessThan(before - 1);
}
