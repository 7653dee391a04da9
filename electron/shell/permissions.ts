import type { Session } from 'electron';

/** What a page may ask of the system, with the reason. Anything that is not in the table is denied. */
const table: Readonly<Record<string, { readonly allow: boolean; readonly why: string }>> = {
  fullscreen: { allow: true, why: 'a recording is looked at as large as the screen is' },
  media: { allow: false, why: 'recordings are made elsewhere; this program never films or listens' },
  'display-capture': { allow: false, why: 'a picture of the screen would leave the library past the gate' },
  'clipboard-read': { allow: false, why: 'what others copied is none of our business' },
  'clipboard-sanitized-write': { allow: false, why: 'no picture of a patient goes to the clipboard' },
  geolocation: { allow: false, why: 'where somebody works is not needed' },
  notifications: {
    allow: false,
    why: 'the shell notifies in numbers; a page could name somebody on a locked screen',
  },
  pointerLock: { allow: false, why: 'no page here needs it' },
  keyboardLock: { allow: false, why: 'no page here needs it' },
  openExternal: { allow: false, why: 'nothing leads out of the program' },
  fileSystem: { allow: false, why: 'files come in by the dialogs of the system only' },
  hid: { allow: false, why: 'no device is spoken to' },
  serial: { allow: false, why: 'no device is spoken to' },
  usb: { allow: false, why: 'no device is spoken to' },
  midi: { allow: false, why: 'no device is spoken to' },
  'idle-detection': { allow: false, why: 'the engine counts what a person does in the window' },
};

export const isAllowed = (permission: string): boolean => table[permission]?.allow === true;

/** Answers every question for a permission from the table, and every choice of a device with none. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
}
