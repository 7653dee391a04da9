import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { confineDownloads, confineNavigation, confineRequests } from '../../electron/shell/navigation.ts';
import { isOwn, isPage } from '../../electron/shell/origin.ts';
import { denyPermissions } from '../../electron/shell/permissions.ts';

/*
 * The rules of the shell against what Electron would ask them. That Electron asks is Electron's; that the window
 * cannot do without is tried on the double in desktop-window.test.ts.
 */

const foreign = [
  'https://evil.example/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'data:text/html,<script>1</script>',
  'blob:https://evil.example/1',
  'javascript:alert(1)',
  'about:blank',
  'custos://evil/',
  'custos://app.evil.example/',
  'custos://app@evil.example/',
  'custos://user@app/',
  'custos://app:1/',
  'custosx://app/',
  'ftp://app/',
  '//app/',
  '',
];

describe('our own origin', () => {
  test.each(foreign)('is not %j', (address) => {
    expect(isOwn(address)).toBe(false);
    expect(isPage(address)).toBe(false);
  });

  test('is the page, whatever screen of it, and bytes of it are no page', () => {
    for (const page of ['custos://app/', 'custos://app/#/settings', 'custos://app/index.html?x=1'])
      expect(isPage(page)).toBe(true);
    for (const other of [
      'custos://app/media/0',
      'custos://app/assets/app.js',
      'custos://app/%2e%2e/etc/passwd',
    ]) {
      expect(isOwn(other)).toBe(true);
      expect(isPage(other)).toBe(false);
    }
  });
});

/** A page as Electron announces it, with the handler of new windows taken out. */
function newContents() {
  const app = new EventEmitter();
  confineNavigation(app as unknown as App);
  const opener: { ask?: (details: { url: string }) => { action: string } } = {};
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof opener.ask & object) => {
      opener.ask = handler;
    },
    downloadURL: vi.fn(),
  });
  app.emit('web-contents-created', {}, contents);
  const prevented = (name: string, details: object, ...more: unknown[]): boolean => {
    const preventDefault = vi.fn();
    contents.emit(name, { preventDefault, ...details }, ...more);
    return preventDefault.mock.calls.length > 0;
  };
  return { contents, prevented, open: (url: string) => opener.ask?.({ url }) };
}

describe('a page', () => {
  test.each(foreign)('goes not to %j, nor any frame in it', (url) => {
    const { prevented } = newContents();
    expect(prevented('will-navigate', { url })).toBe(true);
    expect(prevented('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
    expect(prevented('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
  });

  test('loads itself again, shows a scanned form in a frame, and follows no redirect', () => {
    const { prevented } = newContents();
    expect(prevented('will-navigate', { url: 'custos://app/#/queues' })).toBe(false);
    expect(prevented('will-navigate', { url: 'custos://app/media/0' })).toBe(true);
    expect(prevented('will-frame-navigate', { url: 'custos://app/media/0', isMainFrame: false })).toBe(false);
    expect(prevented('will-redirect', { url: 'custos://app/' })).toBe(true);
  });

  test('gets neither webview nor Bluetooth', () => {
    const { prevented } = newContents();
    expect(prevented('will-attach-webview', {})).toBe(true);
    const choose = vi.fn();
    expect(prevented('select-bluetooth-device', {}, [{ deviceId: 'x' }], choose)).toBe(true);
    expect(choose).toHaveBeenCalledWith('');
  });

  test.each([...foreign, 'custos://app/', 'custos://app/thumb/0', 'custos://app/media/0'])(
    'opens no window for %j',
    (url) => {
      const { open, contents } = newContents();
      expect(open(url)).toEqual({ action: 'deny' });
      expect(contents.downloadURL.mock.calls.length > 0).toBe(url === 'custos://app/media/0');
    },
  );
});

describe('the session', () => {
  const fake = () =>
    Object.assign(new EventEmitter(), {
      webRequest: { onBeforeRequest: vi.fn() },
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setDisplayMediaRequestHandler: vi.fn(),
    });

  test.each(foreign.filter((url) => !url.startsWith('data:')))('fetches nothing from %j', (url) => {
    const session = fake();
    confineRequests(session as unknown as Session);
    const answer = vi.fn();
    session.webRequest.onBeforeRequest.mock.calls[0]?.[0]({ url }, answer);
    expect(answer).toHaveBeenCalledWith({ cancel: true });
  });

  test.each(['custos://app/', 'custos://app/media/0', 'blob:custos://app/1'])('fetches %j', (url) => {
    const session = fake();
    confineRequests(session as unknown as Session);
    const answer = vi.fn();
    session.webRequest.onBeforeRequest.mock.calls[0]?.[0]({ url }, answer);
    expect(answer).toHaveBeenCalledWith({ cancel: false });
  });

  test.each([
    ['custos://app/media/0', 'image/jpeg'],
    ['custos://app/media/0', 'video/mp4'],
    ['blob:custos://app/1', 'application/pdf'],
    ['data:application/pdf,x', 'application/pdf'],
    ['https://evil.example/a.pdf', 'application/pdf'],
    ['custos://app/media/0', 'application/octet-stream'],
  ])('saves nothing from %s of the kind %s', (url, type) => {
    const session = fake();
    confineDownloads(session as unknown as Session);
    const preventDefault = vi.fn();
    const item = {
      getURL: () => url,
      getMimeType: () => type,
      getFilename: () => 'a',
      setSaveDialogOptions: vi.fn(),
    };
    session.emit('will-download', { preventDefault }, item);
    expect(preventDefault).toHaveBeenCalled();
    expect(item.setSaveDialogOptions).not.toHaveBeenCalled();
  });

  test('chooses no device and shares no screen', () => {
    const session = fake();
    denyPermissions(session as unknown as Session);
    const answer = vi.fn();
    session.setDisplayMediaRequestHandler.mock.calls[0]?.[0]({}, answer);
    expect(answer).toHaveBeenCalledWith({});
    for (const [name, none, before] of [
      ['select-hid-device', null, [{}]],
      ['select-serial-port', '', [[], {}]],
      ['select-usb-device', undefined, [{}]],
    ] as const) {
      const [preventDefault, choose] = [vi.fn(), vi.fn()];
      session.emit(name, { preventDefault }, ...before, choose);
      expect(preventDefault).toHaveBeenCalled();
      expect(choose.mock.calls[0]?.[0]).toBe(none === undefined ? undefined : none);
    }
  });
});
