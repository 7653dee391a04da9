import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { grouped, patients } from '../../../electron/demo/people.ts';
import { choose, dialog, heading, place, press } from '../story/hands.ts';
import { look } from '../story/look.ts';
import { ask, type StoryWindow } from '../story/story-window.ts';
import type { Scene } from './scene.ts';

/** Two hundred are the measure; the other host takes fewer through the same hands. */
const picturesIn = ({ host }: StoryWindow): number => (host === 'browser' ? 200 : 40);
const visitCount = 10;

/** A morning at the camera: ten patients, as many pictures of each, forty minutes apart. */
async function makeCard(folder: string, pictures: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const two = (value: number): string => String(value).padStart(2, '0');
  const files: string[] = [];
  for (let index = 0; index < pictures; index += 1) {
    const visit = Math.floor(index / (pictures / visitCount));
    const minute = visit * 40 + (index % (pictures / visitCount));
    const taken = `2026:03:02 ${two(8 + Math.floor(minute / 60))}:${two(minute % 60)}:00`;
    const shade = { r: 150 + (index % 80), g: 90 + visit * 8, b: 60 + (index % 40) };
    const picture = await sharp({ create: { width: 240, height: 180, channels: 3, background: shade } })
      .withExif({ IFD2: { DateTimeOriginal: taken } })
      .jpeg()
      .toBuffer();
    files.push(join(folder, `DSC_${String(2000 + index)}.JPG`));
    // The camera's counter makes each a file of its own even where two shades agree.
    writeFileSync(files[index] ?? '', Buffer.concat([picture, Buffer.from(`${index}`)]));
  }
  return files;
}

/**
 * What a practised person needs for it, by the keystroke-level model (Card, Moran and Newell 1980): 0.28 s a
 * keystroke, 1.3 s to point and press, 1.35 s to think before each.
 */
class Effort {
  #seconds = 0;
  readonly press = (): void => {
    this.#seconds += 1.35 + 1.3;
  };
  readonly type = (text: string): void => {
    this.#seconds += 1.35 + 0.28 * text.length;
  };
  get seconds(): number {
    return this.#seconds;
  }
}

async function classifyVisit(page: Page, visit: number, each: number, effort: Effort): Promise<void> {
  const patient = Object.values(patients)[visit];
  if (!patient) throw new RangeError('There are not that many patients');
  await press(page, `Classify visit ${visit + 1}`);
  effort.press();
  const sheet = dialog(page, `Classify ${each} recordings`);
  await sheet.waitFor();
  await page.getByRole('textbox', { name: 'Who is recorded' }).fill(grouped(patient.nhs));
  effort.type(grouped(patient.nhs));
  await press(sheet, `Choose ${patient.givenName} ${patient.familyName}`);
  effort.press();
  const used = sheet.getByRole('group', { name: 'Used last' }).getByRole('button').first();
  if (visit === 0) {
    await choose(page, 'Category', 'Any other recording of a patient');
    await choose(page, 'Made for', 'Care');
    await choose(page, 'Circumstances', 'Planned');
    for (let field = 0; field < 6; field += 1) effort.press();
  } else {
    await used.click();
    effort.press();
  }
  await press(sheet, 'Save the classification');
  effort.press();
  await sheet.waitFor({ state: 'hidden' });
}

/** The pictures of ten patients are taken in and classified, visit by visit. */
export async function takeInCard({ window, folder }: Scene): Promise<void> {
  const { page } = window;
  const effort = new Effort();
  const pictures = picturesIn(window);
  const files = await makeCard(join(folder, 'card'), pictures);
  await page.getByRole('button', { name: 'Take files in' }).first().click();
  await window.chooseFiles(files);
  const sheet = dialog(page, 'Take files in');
  await press(sheet, 'Take in');
  for (let click = 0; click < 4; click += 1) effort.press();
  await sheet.waitFor({ state: 'hidden', timeout: 60_000 });
  await expect
    .poll(async () => (await ask(page, 'job.list', {}))[0], { timeout: 120_000 })
    .toMatchObject({ state: 'done', outcomes: { stored: pictures } });
  await page.getByRole('button', { name: /^(Jobs|Taking in)/ }).click();
  await page
    .getByRole('link', { name: /^(What became of each file|See why)/ })
    .first()
    .click();
  effort.press();
  effort.press();
  await heading(page, 'Taking in');
  await page.getByRole('listitem', { name: `Visit ${visitCount}:` }).waitFor();
  await look(window, 'card-visits', 'main');
  for (let visit = 0; visit < visitCount; visit += 1)
    await classifyVisit(page, visit, pictures / visitCount, effort);
  await look(window, 'card-classified', 'main');
  const [job] = await ask(page, 'job.list', {});
  const visits = await ask(page, 'job.visits', { job: job!.id });
  const standings = visits.flatMap(({ recordings }) => recordings.map(({ standing }) => standing));
  expect(standings).toHaveLength(pictures);
  expect(standings).not.toContain('needsClass');
  console.info(`${pictures} pictures taken in and classified: ${Math.round(effort.seconds)} s of input`);
  expect(effort.seconds).toBeLessThan(600);
  await place(page, 'Library');
}
