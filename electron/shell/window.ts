import { fileURLToPath } from 'node:url';
import { BrowserWindow, type Session } from 'electron';
import { placeOn, smallest, type WindowPlace } from './window-place.ts';

const preload = fileURLToPath(new URL('../preload.cjs', import.meta.url));

/** The window: a page without Node, in a sandbox and a world of its own, that the screen's recorders do not see. */
export function makeWindow(
  session: Session,
  packaged: boolean,
  displays: Parameters<typeof placeOn>[0],
  was: WindowPlace | null,
): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Custos',
    ...placeOn(displays, was),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor: '#1a1b1e',
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      // The viewer of PDF documents counts as a plugin; a scanned form is shown with it.
      plugins: true,
      devTools: !packaged,
    },
  });
  window.setContentProtection(true);
  window.once('ready-to-show', () => {
    if (was?.maximised) window.maximize();
    window.show();
  });
  return window;
}
