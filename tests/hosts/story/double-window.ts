import { startDouble } from '../double/double.ts';
import { patienceMs } from './browser-window.ts';
import type { StoryWindow } from './story-window.ts';

/** Opens the real window of the Electron shell, run as it is built on the double. */
export async function openDoubleWindow(home: string, library: string | null = null): Promise<StoryWindow> {
  const double = await startDouble(home, library);
  const { page } = double;
  page.setDefaultTimeout(patienceMs);
  return {
    page,
    host: 'electron-double',
    async chooseFiles(paths) {
      double.tell({ kind: 'answerDialog', filePaths: [...paths] });
      await page.getByRole('button', { name: 'Choose files' }).click();
    },
    async nameReleaseFolder(folder) {
      await page.getByLabel('Folder for the copies').fill(folder);
    },
    close: () => double.close(),
  };
}
