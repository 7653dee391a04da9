import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchCommands, streamBenchCommands } from '../../renderer/features/anonymise/commands.ts';
import { libraryCommands } from '../../renderer/features/library/commands.ts';
import type { Commands } from '../../renderer/parts/commands/registry.ts';
import { playerCommands } from '../../renderer/parts/player/player-commands.ts';
import { idOf } from './stub/samples.ts';
import { StubWindow } from './stub/stub-window.ts';

/**
 * Most keys are heard by the window itself, from the list that the sheet reads. These are heard by the part of the page
 * that has the focus: each that stands on the sheet has to do what it says there.
 */

let window: StubWindow;
let page: Page;

beforeAll(async () => {
  window = await StubWindow.start();
  page = await window.open('/');
}, 60_000);
afterAll(() => window?.close());

type Effects = Readonly<Record<string, () => Promise<void>>>;

/** What the sheet says of a place that cannot be changed, as its rows. */
async function onTheSheet(place: string): Promise<string[]> {
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys that hold here' });
  const rows = await sheet.getByRole('region', { name: place, exact: true }).getByRole('row').allInnerTexts();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  return rows;
}

/** Every fixed key of these commands is on the sheet, has an effect told here, and has it. */
async function hear(commands: Commands, effects: Effects): Promise<void> {
  const own = Object.entries(commands);
  const [[, first] = []] = own;
  const rows = await onTheSheet(first?.place ?? '');
  for (const [key, { name, fixed }] of own) {
    if (!fixed && !effects[key]) continue;
    expect(
      rows.some((row) => row.includes(name)),
      `${name} is on the sheet`,
    ).toBe(true);
    expect(Object.keys(effects), `what ${name} does is told`).toContain(key);
  }
  for (const effect of Object.values(effects)) await effect();
}

const called = (name: string) => window.stub.calls.filter((call) => call.name === name).length;

it('the pictures of the library hear what the sheet says', async () => {
  await page.getByRole('option').first().waitFor();
  const grid = page.getByRole('listbox', { name: 'Recordings' });
  await grid.focus();
  const outline = () => grid.getAttribute('aria-activedescendant');
  const chosen = () => grid.locator('[aria-selected="true"]').count();
  const goes = async (key: string, to: string): Promise<void> => {
    await page.keyboard.press(key);
    await expect.poll(outline).toBe(to);
  };
  await hear(libraryCommands, {
    move: () => goes('ArrowRight', 'picture-1'),
    outline: async () => {
      await goes('Control+ArrowRight', 'picture-2');
      expect(await grid.locator('[aria-selected="true"]').getAttribute('id')).toBe('picture-1');
    },
    far: async () => {
      await goes('End', 'picture-9999');
      await goes('Home', 'picture-0');
      await page.keyboard.press('PageDown');
      await expect.poll(outline).not.toBe('picture-0');
      await goes('PageUp', 'picture-0');
    },
    range: async () => {
      await page.keyboard.press('Shift+ArrowRight');
      await expect.poll(chosen).toBe(2);
    },
    all: async () => {
      await page.keyboard.press('Control+a');
      await expect.poll(chosen).toBeGreaterThan(2);
    },
    none: async () => {
      await page.keyboard.press('Escape');
      await expect.poll(chosen).toBe(0);
    },
    toggle: async () => {
      await page.keyboard.press('x');
      await expect.poll(chosen).toBe(1);
    },
    look: async () => {
      await page.keyboard.press('Space');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Space');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
    open: async () => {
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/recording\//);
    },
  });
});

const regions = () => page.getByRole('button', { name: /^Region \d+:/ });
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

/** After the key the region that has the focus says something else of itself. */
const reshapes = (key: string) => async (): Promise<void> => {
  const before = await focused();
  await page.keyboard.press(key);
  await expect.poll(focused).not.toBe(before);
};

const shows = (key: string, sign: string) => async (): Promise<void> => {
  const count = () => page.locator(`[data-${sign}="true"]`).count();
  const before = await count();
  await page.keyboard.down(key);
  await expect.poll(count).toBe(before + 1);
  await page.keyboard.up(key);
  await expect.poll(count).toBe(before);
};

/** What the regions over a picture and over a film hear alike; the last of them is chosen by Tab. */
const ofRegions: Effects = {
  next: reshapes('Tab'),
  move: reshapes('ArrowRight'),
  resize: reshapes('Shift+ArrowRight'),
  fine: reshapes('Alt+ArrowRight'),
  remove: async () => {
    const before = await regions().count();
    await page.keyboard.press('Delete');
    await expect.poll(() => regions().count()).toBe(before - 1);
  },
};

const makes = (key: string, name: string) => async (): Promise<void> => {
  const before = called(name);
  await page.keyboard.press(key);
  await expect.poll(() => called(name)).toBeGreaterThan(before);
};

describe('a bench hears what its sheet says', () => {
  const opened = async (recording: number): Promise<void> => {
    // By way of another place, so that the bench begins anew, but without a start of the window.
    for (const place of ['/trail', `/recording/${idOf(1, recording)}/anonymise`])
      await page.evaluate((hash) => location.assign(hash), `#${place}`);
    await regions().nth(2).waitFor();
    await expect.poll(focused).toMatch(/^Region 1/);
  };

  it('over a picture', async () => {
    await opened(3);
    await hear(benchCommands, {
      ...ofRegions,
      fill: shows('f', 'filled'),
      original: shows('o', 'bare'),
      series: makes('Shift+Enter', 'anonymise.make'),
      accept: async () => {
        await opened(3);
        await makes('Enter', 'anonymise.make')();
      },
    });
  });

  it('over a film, and its player', async () => {
    await opened(1);
    const film = page.locator('video');
    const player = page.getByRole('group', { name: /, film$/ });
    const time = () => film.evaluate((element: HTMLVideoElement) => element.currentTime);
    const moves = (key: string, is: (now: number, before: number) => boolean) => async (): Promise<void> => {
      await player.focus();
      const before = await time();
      await page.keyboard.press(key);
      await expect.poll(async () => is(await time(), before)).toBe(true);
    };
    await hear(playerCommands, {
      end: moves('End', (now, before) => now > before),
      earlier: moves('ArrowLeft', (now, before) => now < before),
      later: moves('ArrowRight', (now, before) => now > before),
      start: moves('Home', (now) => now === 0),
      toggle: moves('Space', (now) => now > 0),
    });
    await opened(1);
    await hear(streamBenchCommands, {
      ...ofRegions,
      fill: shows('b', 'filled'),
      original: shows('h', 'bare'),
      accept: makes('Enter', 'anonymise.start'),
    });
  });
});
