import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUsers } from '../../../electron/demo/people.ts';
import { fill, heading, press } from '../story/hands.ts';
import type { OpenWindow } from '../story/life-story.ts';
import { look, lookAtFailure } from '../story/look.ts';
import type { StoryWindow } from '../story/story-window.ts';

const samples = join(import.meta.dirname, '..', '..', 'samples');

/** An old folder: each fourth of the samples, which are of every kind. */
function oldFolder(home: string): string {
  const folder = join(home, 'Old pictures');
  mkdirSync(folder);
  const files = readdirSync(samples).sort();
  for (const name of files.filter((_, at) => at % 4 === 0)) cpSync(join(samples, name), join(folder, name));
  return folder;
}

/**
 * Somebody who has never seen Custos and reads nothing before beginning. Making the demonstration is the command's and
 * the engine's own work, so that it is told in one host.
 */
export function tellNewcomer(host: string, openWindow: OpenWindow, until: 'survey' | 'decision'): void {
  describe(`a newcomer in the ${host}`, () => {
    const home = mkdtempSync(join(tmpdir(), 'custos-newcomer-'));
    let window: StoryWindow;

    const story = (name: string, tell: () => Promise<void>): void =>
      test(name, async () => {
        try {
          await tell();
        } catch (error) {
          await lookAtFailure(window);
          throw error;
        }
      }, 180_000);

    beforeAll(async () => {
      window = await openWindow(home);
    }, 60_000);
    afterAll(async () => {
      await window?.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });

    story('sees what an old folder holds before anything is taken in', async () => {
      const { page } = window;
      await heading(page, 'Welcome to Custos');
      await page.getByRole('button', { name: /^Survey a folder/ }).click();
      await heading(page, 'Survey a folder');
      await fill(page, 'Folder to survey', oldFolder(home));
      await page.getByRole('button', { name: 'Begin the survey' }).click();
      await page.getByRole('button', { name: 'Save the report' }).waitFor({ timeout: 90_000 });
      await look(window, 'surveyed', 'main');
      await press(page, 'Save the report');
      await page.getByText(/^The report is at /).waitFor();
      await press(page, 'Survey another folder');
      await press(page, 'Back');
    });

    if (until === 'survey') return;
    story('comes from the first screen to a first decision', async () => {
      const { page } = window;
      await heading(page, 'Welcome to Custos');
      await page.getByRole('button', { name: /^Look round with a demonstration library/ }).click();
      await heading(page, 'Look round');
      await fill(page, 'Folder for the demonstration', join(home, 'Demonstration'));
      await press(page, 'Make the demonstration');
      const custodian = demoUsers.find(({ role }) => role === 'custodian');
      const enter = page.getByRole('button', { name: `Enter as ${custodian?.name}` });
      await enter.waitFor({ timeout: 150_000 });
      await look(window, 'demonstration-made', 'main');
      await enter.click();
      await heading(page, 'Library');
      await page.getByRole('option').first().dblclick();
      await heading(page, /^Recording R-\d{6}$/);
      const panel = page.getByRole('region', { name: 'Who may use this, and for what' });
      await panel
        .getByRole('button', { name: /^Teaching/ })
        .first()
        .click();
      const why = panel.getByRole('region', { name: 'Why' });
      await why.waitFor();
      await look(window, 'first-decision', 'main');
      expect(await why.innerText()).toMatch(/\S/);
    });
  });
}
