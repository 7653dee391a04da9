import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { recipient } from './cast.ts';
import { choose, dialog, fill, press } from './hands.ts';
import { look } from './look.ts';
import type { Box } from './photographs.ts';
import type { StoryWindow } from './story-window.ts';
import { spreadIn, tagsOf, wordsIn, wordsInPdf } from './witnesses.ts';

/** Publication was not agreed to: the copy stays, with a reason and what would change it. */
export async function beRefused(window: StoryWindow): Promise<void> {
  const { page } = window;
  await press(page, 'Release');
  const sheet = dialog(page, 'Release 1 recording');
  await choose(page, 'For what use', 'Publication');
  await fill(sheet, 'To whom', 'The Evening Post');
  await sheet.getByText('0 recordings may go, 1 recording must stay here.').waitFor();
  const row = sheet.getByRole('row').filter({ hasText: 'Stays here' });
  await row.getByText('What would change this').waitFor();
  expect(await row.innerText()).toMatch(/\[\d+[a-e]?\]/);
  await look(window, 'release-refused', 'main');
  expect(await sheet.getByRole('button', { name: 'Nothing may go' }).isEnabled()).toBe(false);
  await press(sheet, 'Cancel');
  await sheet.waitFor({ state: 'hidden' });
}

export interface Released {
  readonly number: string;
  readonly folder: string;
}

/** Teaching was agreed to: the anonymised copy goes, with a list and a page of terms. */
export async function release(window: StoryWindow, folder: string): Promise<Released> {
  const { page } = window;
  await press(page, 'Release');
  const sheet = dialog(page, 'Release 1 recording');
  await sheet.getByText('1 recording may go, 0 recordings must stay here.').waitFor();
  await fill(sheet, 'To whom', recipient.name);
  await fill(sheet, 'Organisation', recipient.organisation);
  await fill(sheet, 'Purpose', recipient.purpose);
  await window.nameReleaseFolder(folder);
  await look(window, 'release-permitted', 'main');
  await press(sheet, 'Release 1 recording');
  const done = dialog(page, /^Release L-\d{6}$/);
  await done.waitFor();
  await look(window, 'released');
  const number = /L-\d{6}/.exec(await done.innerText())?.[0] ?? '';
  const placed = /They lie in (\S.*)/.exec(await done.innerText())?.[1]?.trim() ?? '';
  await press(done, 'Done');
  return { number, folder: placed };
}

/** What lies in the folder, as other people's tools see it. */
export async function inspectRelease({ number, folder }: Released, regions: readonly Box[]): Promise<void> {
  const copyName = `${number}-001.jpg`;
  expect(readdirSync(folder).sort()).toEqual([copyName, 'manifest.csv', 'manifest.json', 'terms.pdf']);
  const copy = join(folder, copyName);
  expect(tagsOf(copy)).toEqual({});
  expect(wordsIn(copy)).not.toMatch(/llewellyn|bronwen|943|476|5919|ward|seven/i);
  for (const region of regions) expect(await spreadIn(copy, inner(region))).toBeLessThanOrEqual(2);
  expect(readFileSync(copy).toString('latin1')).not.toMatch(/Llewellyn|943 476|Canon|033051000917/);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ release: number, recipient: recipient.name, use: 'teaching' });
  expect(wordsInPdf(join(folder, 'terms.pdf'))).toContain(recipient.name);
}

/** Away from the rim, where the last block of a JPEG may blend. */
const inner = ({ x, y, w, h }: Box): Box => ({ x: x + 16, y: y + 16, w: w - 32, h: h - 32 });
