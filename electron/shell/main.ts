import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, ipcMain, powerMonitor, protocol, screen, session } from 'electron';
import { openPageFiles } from '../door/page-files.ts';
import { pageFolder } from '../door/page-folder.ts';
import { configurationFile, rememberedPlace } from '../door/remembered-place.ts';
import { channels } from './channels.ts';
import { startEngine } from './engine-keeper.ts';
import { listenToWindow } from './ipc.ts';
import { askBeforeLeaving } from './leaving.ts';
import { keepMenu } from './menu.ts';
import { confineDownloads, confineNavigation, confineRequests } from './navigation.ts';
import { notifyOf } from './notify.ts';
import { pageUrl } from './origin.ts';
import { denyPermissions } from './permissions.ts';
import { lockWithScreen } from './power.ts';
import { ownScheme, serveWindow } from './protocol.ts';
import { silence, silenceSpelling } from './silence.ts';
import { makeWindow } from './window.ts';
import { notedPlace, notePlace } from './window-place.ts';

/** The library named on the line, else the one last opened here. */
async function placeToOpen(): Promise<string | null> {
  const { values } = parseArgs({ options: { library: { type: 'string' } }, strict: false });
  if (typeof values.library === 'string') return values.library;
  return rememberedPlace(configurationFile(process.platform, process.env));
}

/** Where a packed program has the tools that came with it. */
const shippedFolder = (): string | null => (app.isPackaged ? join(process.resourcesPath, 'tools') : null);

const stopped =
  'The part of Custos that keeps the library has ended unexpectedly. What was saved is safe. Please start Custos again.';

async function run(): Promise<void> {
  await app.whenReady();
  // A session in memory alone: no cache, cookie or history of it comes to the disk.
  const own = session.fromPartition('custos', { cache: false });
  // The session that nobody uses is held to the same rules, should a page ever get into it.
  for (const each of [own, session.defaultSession]) {
    denyPermissions(each);
    confineDownloads(each);
    confineRequests(each);
    silenceSpelling(each);
  }
  const keeper = await startEngine(await placeToOpen(), shippedFolder());
  serveWindow(own, await openPageFiles(pageFolder()), () => keeper.link);
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const placeFile = join(dirname(configurationFile(process.platform, process.env)), 'window.json');
  const window = makeWindow(own, app.isPackaged, areas, await notedPlace(placeFile));
  const menu = keepMenu(window, () => keeper.lock('asked'));
  listenToWindow({ ipcMain, dialog, window, link: () => keeper.link, offer: menu.offer });
  const notify = notifyOf(window, keeper.link);
  keeper.link.subscribe((event) => {
    if (event.kind === 'locked') menu.cover();
    if (!window.isDestroyed()) window.webContents.send(channels.event, event);
    notify(event);
  });
  lockWithScreen(powerMonitor, keeper.lock);
  const { comeBack } = askBeforeLeaving({ app, dialog, window, keeper });
  app.on('second-instance', comeBack);
  let placed: Promise<void> = Promise.resolve();
  window.on('close', () => {
    placed = notePlace(placeFile, { ...window.getNormalBounds(), maximised: window.isMaximized() });
  });
  let closing = false;
  app.on('will-quit', (event) => {
    if (closing) return;
    event.preventDefault();
    closing = true;
    void placed.then(() => keeper.close());
  });
  void keeper.ended.then(() => {
    if (!closing) dialog.showErrorBox('Custos has stopped', stopped);
    app.exit(closing ? 0 : 1);
  });
  app.on('window-all-closed', () => app.quit());
  await window.loadURL(pageUrl);
  for (const fault of keeper.faults) dialog.showErrorBox('A part of Custos is damaged', fault);
}

silence(app);
protocol.registerSchemesAsPrivileged([ownScheme]);
confineNavigation(app);
if (app.requestSingleInstanceLock()) {
  run().catch((error: unknown) => {
    dialog.showErrorBox('Custos cannot start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
} else app.exit(0);
