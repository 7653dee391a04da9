import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../shared/kernel/id.ts';
import { passphrase, Rig } from '../operations/rig.ts';
import { ultrasoundStill } from '../operations/ultrasound.ts';
import { openBrowserWindow } from './story/browser-window.ts';
import { heading, unlock, until } from './story/hands.ts';
import { look } from './story/look.ts';
import { ask, bytesOf, type StoryWindow } from './story/story-window.ts';

/** Eight of the forty, which take minutes and so have a run of their own (CONTRIBUTING.md). */
const stills = Number(process.env.CUSTOS_STILLS ?? 8);
const visits = 4;
/** Small ones: the keys are the same, and each is searched twice. */
const size = { width: 640, height: 480 };
/** A busy machine may still be searching the first ones when somebody begins. */
const patience = 180_000;
const hospital = 'Ysbyty Gwynedd';
const patients = ['KOWALCZYK', 'LLEWELLYN', 'OKAFOR', 'SZCZEPANSKA'] as const;

/**
 * What a practised person needs, by the keystroke-level model (Card, Moran and Newell 1980): 0.28 s a keystroke and
 * 1.35 s to think; to look a picture over takes two thoughts.
 */
class Effort {
  seconds = 0;
  look(): void {
    this.seconds += 2 * 1.35;
  }
  press(keys = 1): void {
    this.seconds += 1.35 + 0.28 * keys;
  }
}

let folder: string;
let rig: Rig;
let window: StoryWindow;

async function takeIn(): Promise<void> {
  const files: string[][] = patients.map(() => []);
  for (let at = 0; at < stills; at += 1) {
    const whose = at % visits;
    const written = { name: `${patients[whose]}, Wilhelmina`, number: `D 448 21${whose}`, hospital };
    const still = await ultrasoundStill(at, { ...written, day: '04/03/2024 10:12' }, size);
    files[whose]?.push(join(rig.files({ [`IM_${at}.jpg`]: still }), `IM_${at}.jpg`));
  }
  for (const [whose, paths] of files.entries()) {
    const facts = { givenName: 'Wilhelmina', bornOn: null, diedOn: null, appointedPerson: false };
    const familyName = patients[whose] ?? '';
    const { id } = await rig.call('Cass', 'subject.create', { ...facts, familyName, identifiers: [] });
    const classify = { category: 'ultrasound', madeFor: 'teaching', circumstances: 'planned' } as const;
    if (paths.length > 0) await rig.import('Cass', { paths, classify: { ...classify, subjects: [id] } });
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custos-stills-'));
  rig = await Rig.make({ Cass: 'custodian' });
  await takeIn();
  await rig.stop();
  window = await openBrowserWindow(folder, rig.place);
  window.page.setDefaultTimeout(patience);
  await unlock(window, 'Cass', passphrase);
}, 600_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(rig.folder, { recursive: true, force: true });
});

/** Waits until the picture stands there with what was found, the first region under the focus. */
async function opened(before: string): Promise<string> {
  const { page } = window;
  await page.waitForFunction(
    (last) => {
      const title = document.querySelector('h1')?.textContent ?? '';
      return title !== last && document.activeElement?.id.startsWith('region-');
    },
    before,
    { timeout: patience },
  );
  return page.locator('h1').innerText();
}

/** Whoever looks a picture over takes some seconds, in which the next is searched: it has been, before they go on. */
async function nextSearched(recording: Id): Promise<void> {
  const searched = async () => {
    const { items } = await ask(window.page, 'bench.list', { offset: 0, limit: 500 });
    return items.find((item) => item.recording.id === recording)?.search;
  };
  await expect.poll(searched, { timeout: patience, interval: 200 }).toBe('ready');
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** What Tesseract's own command reads in a copy. */
async function readIn(recording: Id): Promise<string> {
  const { page } = window;
  const { renditions } = await ask(page, 'recording.show', { recording });
  const copy = renditions.find(({ kind }) => kind === 'anonymised');
  if (!copy) throw new Error('There is no copy');
  const { url } = await ask(page, 'open.custody', { rendition: copy.id, purpose: 'anonymising' });
  const file = join(folder, 'copy.jpg');
  writeFileSync(file, await bytesOf(page, url));
  return execFileSync('tesseract', [file, '-', '--psm', '11'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
}

// A second try would begin where the first one ended.
describe('ultrasound stills by keyboard alone', { retry: 0 }, () => {
  const effort = new Effort();
  const openings: number[] = [];
  let all: Id[] = [];

  test('what was found is decided on and the copies are made', async () => {
    const { page } = window;
    const { items } = await ask(page, 'bench.list', { offset: 0, limit: 500 });
    all = items.map(({ recording }) => recording.id);
    expect(all).toHaveLength(stills);
    await page.keyboard.press('Control+2');
    await heading(page, 'Anonymise');
    await page.getByRole('button', { name: /^Begin/ }).waitFor();
    await look(window, 'worklist', 'main');
    effort.press(2);
    await page.keyboard.press('b');
    let title = await opened('Anonymise');
    for (let at = 0; at < stills; at += 1) {
      effort.look();
      if (at === 0) await look(window, 'bench-stills', 'main');
      if (at % 5 === 4) {
        effort.press(4);
        for (const key of ['ArrowUp', 'Shift+ArrowRight', 'Control+z', 'y']) await page.keyboard.press(key);
      }
      effort.press();
      const next = all[at + 1];
      if (next) await nextSearched(next);
      const before = performance.now();
      await page.keyboard.press('Enter');
      if (at + 1 < stills) {
        title = await opened(title);
        openings.push(performance.now() - before);
      }
    }
    await heading(page, 'Anonymise');
    const made = async () =>
      (await ask(page, 'bench.list', { offset: 0, limit: 500 })).items.filter(
        ({ stage }) => stage === 'toSign',
      ).length;
    await expect.poll(made, { timeout: 300_000, interval: 500 }).toBe(stills);
  }, 1_800_000);

  test('the copies are looked at and signed off, one after another', async () => {
    const { page } = window;
    await page.getByRole('button', { name: new RegExp(`^Sign off ${stills} cop`) }).waitFor();
    effort.press();
    await page.keyboard.press('s');
    for (let at = 0; at < stills; at += 1) {
      const sheet = page.getByRole('dialog', {
        name: `Sign off the anonymised copy, ${at + 1} of ${stills}`,
      });
      await sheet.getByRole('img', { name: 'The anonymised copy' }).waitFor();
      await until(page, () => document.querySelector('[role="dialog"] [role="status"]') === null);
      effort.look();
      effort.press(3);
      for (const key of ['a', '1']) await page.keyboard.press(key);
      if (at === 0) await look(window, 'sign-off-stills', 'main');
      await page.keyboard.press('s');
    }
    await page.getByText('Nothing waits to be anonymised').waitFor();
    const { total } = await ask(page, 'bench.list', { offset: 0, limit: 1 });
    expect(total).toBe(0);
    process.stdout.write(
      `${stills} stills: copies made and signed off; ${effort.seconds.toFixed(0)} s by the keystroke-level model; the next picture stood there after ${median(openings).toFixed(0)} ms (median), ${Math.max(...openings).toFixed(0)} ms (slowest)\n`,
    );
    expect((effort.seconds * 40) / stills).toBeLessThan(600);
  }, 1_800_000);

  test('nobody can be read in a copy any more', async () => {
    for (const recording of all.slice(0, visits)) {
      const read = await readIn(recording);
      expect(read).not.toMatch(/KOWAL|LLEWE|OKAFOR|SZCZEP|Wilhelm|448|Gwynedd|2024/i);
    }
  }, 120_000);
});
