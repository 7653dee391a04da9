import type { BrowserWindow, Dialog, IpcMain, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { folderPurposes, type Reply } from '../../shared/contract/bridge.ts';
import { isOperationName } from '../../shared/contract/contract.ts';
import { type MenuCommand, menuCommands } from '../../shared/contract/menu.ts';
import type { EngineLink } from '../door/engine-link.ts';
import { channels } from './channels.ts';
import { chooseFiles, chooseFolder } from './dialogs.ts';
import { isPage } from './origin.ts';

export interface Speaking {
  readonly ipcMain: IpcMain;
  readonly dialog: Dialog;
  readonly window: BrowserWindow;
  readonly link: () => EngineLink;
  readonly offer: (commands: readonly MenuCommand[]) => void;
}

const callArguments = z.tuple([z.string().refine(isOperationName), z.unknown()]);
const purposeArguments = z.tuple([z.enum(folderPurposes)]);
const menuArguments = z.tuple([menuCommands]);
const noArguments = z.tuple([]);

/** Only the main frame of our window, showing our page, is listened to. */
function isOurWindow(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const { senderFrame } = event;
  return (
    senderFrame !== null &&
    event.sender === window.webContents &&
    senderFrame === window.webContents.mainFrame &&
    isPage(senderFrame.url)
  );
}

const refused = (message: string): Reply => ({
  ok: false,
  error: { code: 'invalid-input', message, details: {} },
});

/** Listens on every channel: first who asks, then what was handed over, then the work. */
export function listenToWindow({ ipcMain, dialog, window, link, offer }: Speaking): void {
  const listen = <Arguments extends z.ZodType>(
    channel: string,
    form: Arguments,
    work: (input: z.output<Arguments>) => Promise<unknown>,
    otherwise: unknown,
  ): void =>
    ipcMain.handle(channel, async (event, ...given: unknown[]) => {
      const parsed = isOurWindow(event, window) ? form.safeParse(given) : null;
      return parsed?.success ? work(parsed.data) : otherwise;
    });

  listen(
    channels.call,
    callArguments,
    ([name, input]) => link().call(name, input),
    refused('The window asked for something that does not exist.'),
  );
  listen(channels.chooseFiles, noArguments, () => chooseFiles(dialog, window), []);
  listen(channels.offerMenu, menuArguments, async ([commands]) => offer(commands), undefined);
  listen(channels.chooseFolder, purposeArguments, ([purpose]) => chooseFolder(dialog, window, purpose), null);
}
