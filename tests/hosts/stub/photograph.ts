import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Named by whoever wants to look at every state; nothing is taken otherwise. */
const folder = process.env.CUSTOS_SCREENSHOTS;
const sizes = [
  { name: 'laptop', width: 1366, height: 768 },
  { name: 'large', width: 2560, height: 1440 },
  // The laptop at twice the size.
  { name: 'twice', width: 683, height: 384 },
] as const;

/** So long after it was given another size a page is laid out anew, in milliseconds. */
const settlesMs = 300;

/** Small pictures are drawn after the page; one that never comes is photographed as it is. */
async function drawn(page: Page): Promise<void> {
  await page.waitForTimeout(settlesMs);
  // The place of a small picture says nothing and is empty until then.
  const all = () => document.querySelector('span[aria-hidden]:empty') === null;
  await page.waitForFunction(all, null, { timeout: 3_000 }).catch(() => undefined);
}

/** Takes a state on the hospital's laptop and on a large screen in both schemes, and at twice the size. */
export async function photograph(page: Page, name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const take = async (form: string): Promise<void> => {
    await drawn(page);
    await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}-${form}.png`) });
  };
  for (const { name: size, ...viewport } of sizes) {
    await page.setViewportSize(viewport);
    await take(size);
  }
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.locator(':root[data-mantine-color-scheme="dark"]').waitFor();
  await page.setViewportSize(sizes[1]);
  await take('large-dark');
  await page.setViewportSize(sizes[0]);
  await take('dark');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}
