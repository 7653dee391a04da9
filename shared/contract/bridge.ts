import type { ErrorCode } from '../kernel/error.ts';
import type { EngineEvent } from './event.ts';
import type { MenuCommand } from './menu.ts';

/** How an answer travels: errors cross a process boundary as plain data. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly details: Readonly<Record<string, unknown>>;
      };
    };

/** What a folder is asked for; the system's dialog says it in its title. */
export const folderPurposes = [
  'import',
  'survey',
  'release',
  'library',
  'backup',
  'restore',
  'checkpoint',
  'templates',
  'lecture',
] as const;
export type FolderPurpose = (typeof folderPurposes)[number];

/**
 * What the Electron preload puts on `window.custos`. In the browser host it is absent and the renderer speaks
 * HTTP to its own origin instead: `POST call/<operation>` with the input as JSON answers a `Reply`;
 * `GET events` is a stream of server-sent events, each an `EngineEvent` as JSON; `PUT upload` takes one file
 * (its name in the header `x-custos-name`, percent-encoded) and answers `{"upload": id}`.
 */
export interface NativeBridge {
  call(name: string, input: unknown): Promise<Reply>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  chooseFiles(): Promise<readonly string[]>;
  chooseFolder(purpose: FolderPurpose): Promise<string | null>;
  /** Puts the window's commands into the menu of the program; an empty list takes them out. */
  offerMenu(commands: readonly MenuCommand[]): Promise<void>;
  /** Hears which of them was chosen there. Returns the function that ends it. */
  onMenu(listener: (command: string) => void): () => void;
  /** The path of a file that was dropped on the window. */
  pathOf(file: unknown): string;
}
