import { expect } from 'vitest';
import { dialog, heading, press, tick, until } from './hands.ts';
import { look } from './look.ts';
import { type Box, nameLabel, photographSize, wardLabel } from './photographs.ts';
import type { StoryWindow } from './story-window.ts';

/** The answers before anything was agreed or anonymised: no to everything, each with its paragraph. */
export async function readAnswers(window: StoryWindow): Promise<void> {
  const { page } = window;
  const panel = page.getByRole('region', { name: 'Who may use this, and for what' });
  const teaching = panel.getByRole('button', { name: /^Teaching, original: No/ });
  await teaching.waitFor();
  expect(await teaching.innerText()).toMatch(/\[\d+[a-e]?\]/);
  await teaching.click();
  const why = panel.getByRole('region', { name: 'Why' });
  await why.waitFor();
  expect(await why.innerText()).toMatch(/Paragraph \d+/);
  expect(await why.getByRole('button').count()).toBe(1);
  await page.getByRole('img', { name: /^R-\d{6}, original$/ }).waitFor();
  await look(window, 'recording', 'main');
}

/** Draws with the mouse from corner to corner, as the picture stands on the screen. */
async function drawRegion({ page }: StoryWindow, { x, y, w, h }: Box): Promise<void> {
  const layer = page.getByRole('group', { name: 'Regions on the picture' });
  const shown = await layer.boundingBox();
  if (!shown) throw new Error('The picture is not on the screen');
  const scale = Math.min(shown.width / photographSize.width, shown.height / photographSize.height);
  const left = shown.x + (shown.width - photographSize.width * scale) / 2;
  const top = shown.y + (shown.height - photographSize.height * scale) / 2;
  await page.mouse.move(left + x * scale, top + y * scale);
  await page.mouse.down();
  await page.mouse.move(left + (x + w / 2) * scale, top + (y + h / 2) * scale, { steps: 4 });
  await page.mouse.move(left + (x + w) * scale, top + (y + h) * scale, { steps: 4 });
  await page.mouse.up();
}

/** Puts a region in place with keys alone: added in the middle, moved and widened by arrows. */
async function keyRegion({ page }: StoryWindow): Promise<void> {
  await page.keyboard.press('d');
  await until(page, () => document.activeElement?.getAttribute('aria-label')?.includes('Drawn by hand'));
  for (let step = 0; step < 30; step += 1) await page.keyboard.press('ArrowRight');
  for (let step = 0; step < 22; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
}

/** The regions that were drawn, as a screen reader says where they lie. */
export async function drawnRegions({ page }: StoryWindow): Promise<Box[]> {
  const said = await page.getByRole('button', { name: /^Region \d+: .*Drawn by hand/ }).all();
  return Promise.all(
    said.map(async (region) => {
      const label = (await region.getAttribute('aria-label')) ?? '';
      const [w, h, x, y] = /: (\d+) by (\d+) at (\d+), (\d+)/.exec(label)?.slice(1).map(Number) ?? [];
      return { x: x ?? 0, y: y ?? 0, w: w ?? 0, h: h ?? 0 };
    }),
  );
}

const covers = (outer: Box, inner: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.w >= inner.x + inner.w &&
  outer.y + outer.h >= inner.y + inner.h;

/** Draws both regions and makes the copy; answers the regions as they were. */
export async function makeCopy(window: StoryWindow): Promise<Box[]> {
  const { page } = window;
  await press(page, 'Anonymise');
  await heading(page, /^Anonymise R-/);
  await page.getByRole('img', { name: /^Original of R-/ }).waitFor();
  await look(window, 'bench-before');
  const around = { x: nameLabel.x - 20, y: nameLabel.y - 20, w: nameLabel.w + 40, h: nameLabel.h + 40 };
  await drawRegion(window, around);
  await keyRegion(window);
  const regions = await drawnRegions(window);
  const drawn = JSON.stringify(regions);
  expect(
    regions.some((region) => covers(region, nameLabel)),
    `${drawn} covers the name`,
  ).toBe(true);
  expect(
    regions.some((region) => covers(region, wardLabel)),
    `${drawn} covers the ward`,
  ).toBe(true);
  await look(window, 'bench', 'main');
  await page.keyboard.down('f');
  await look(window, 'bench-filled');
  await page.keyboard.up('f');
  await press(page, 'Make anonymised copy');
  await page.getByRole('heading', { name: 'Anonymised copy' }).waitFor();
  await page.getByText('Read back and checked').waitFor();
  const before = page.getByRole('table').filter({ hasText: 'Before: the original says' });
  expect(await before.innerText()).toContain('Llewellyn-Featherstonehaugh');
  await page.getByText('After: the copy says: nothing that identifies.').waitFor();
  await look(window, 'findings', 'main');
  return regions;
}

/** One sheet: looked for, judged, signed. */
export async function signOff(window: StoryWindow): Promise<void> {
  const { page } = window;
  await press(page, 'Sign off');
  const sheet = dialog(page, 'Sign off the anonymised copy');
  await sheet.getByRole('img', { name: 'The anonymised copy' }).waitFor();
  await tick(sheet, 'All of these');
  await sheet.getByRole('radio', { name: 'The patient cannot be identified' }).check();
  await look(window, 'sign-off', 'main');
  await press(sheet, 'Sign off');
  await sheet.waitFor({ state: 'hidden' });
  await page.getByText(/^Signed off by /).waitFor();
  await look(window, 'signed-off');
}
