import { EventEmitter } from 'node:events';
import { tell } from './messages.ts';
import { SchemeServer } from './scheme-server.ts';

/** Each scheme with the one host that the design rule allows it. */
export const schemes = new Map<string, SchemeServer>();

/** What Electron 45 may ask for, and a word that it may learn later. */
const permissionNames = [
  'accessibility-events',
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'usb',
  'window-management',
  'unheard-of',
];

class Session extends EventEmitter {
  readonly listening: Promise<void>[] = [];
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => {
      const server = new SchemeServer(scheme, 'app', handler);
      schemes.set(scheme, server);
      this.listening.push(server.listen());
    },
  };
  readonly setDisplayMediaRequestHandler = (): void => undefined;
  readonly setSpellCheckerEnabled = (): void => undefined;
  readonly webRequest = { onBeforeRequest: (): void => undefined };
  readonly #answers: { request?: Record<string, boolean>; check?: Record<string, boolean> } = {};
  readonly setPermissionRequestHandler = (
    handler: (contents: null, permission: string, answer: (allowed: boolean) => void) => void,
  ): void => {
    const request: Record<string, boolean> = {};
    for (const name of permissionNames)
      handler(null, name, (allowed) => {
        request[name] = allowed;
      });
    this.#answers.request = request;
  };
  readonly setPermissionCheckHandler = (handler: (contents: null, permission: string) => boolean): void => {
    this.#answers.check = Object.fromEntries(permissionNames.map((name) => [name, handler(null, name)]));
  };
  readonly setDevicePermissionHandler = (handler: (details: object) => boolean): void => {
    const { request = {}, check = {} } = this.#answers;
    tell({ kind: 'permissions', request, check, device: handler({ deviceType: 'usb' }) });
  };
}

const only = new Session();

export const session = { fromPartition: (): Session => only, defaultSession: only };
export const allListening = (): Promise<unknown> => Promise.all(only.listening);
