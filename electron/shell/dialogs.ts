import type { BrowserWindow, Dialog } from 'electron';
import type { FolderPurpose } from '../../shared/contract/bridge.ts';

const titles: Readonly<Record<FolderPurpose, string>> = {
  import: 'Take in a folder',
  survey: 'Folder to survey',
  release: 'Folder for the release',
  library: 'Folder of the library',
  backup: 'Folder for the backup',
  restore: 'Folder of the backup',
  checkpoint: 'Folder for the checkpoint',
  templates: 'Folder for the device templates',
  lecture: 'Folder of the lecture',
};

/** Files to take in; what is chosen is not added to the system's list of recent documents. */
export async function chooseFiles(dialog: Dialog, window: BrowserWindow): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Take in recordings',
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
  });
  return filePaths;
}

export async function chooseFolder(
  dialog: Dialog,
  window: BrowserWindow,
  purpose: FolderPurpose,
): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: titles[purpose],
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  });
  return filePaths[0] ?? null;
}
