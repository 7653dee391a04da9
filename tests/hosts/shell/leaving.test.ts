import { EventEmitter } from 'node:events';
import type { App, BrowserWindow, Dialog } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { askBeforeLeaving } from '../../../electron/shell/leaving.ts';

let app: EventEmitter & { quit: ReturnType<typeof vi.fn> };
let window: EventEmitter & Record<'hide' | 'show' | 'focus', ReturnType<typeof vi.fn>>;
let asked: number;
let answer: number;
let busy: boolean;
let finish: () => void;
const lock = vi.fn();
let comeBack: () => void;

beforeEach(() => {
  app = Object.assign(new EventEmitter(), { quit: vi.fn() });
  window = Object.assign(new EventEmitter(), {
    hide: vi.fn(),
    show: vi.fn(),
    focus: vi.fn(),
    restore: vi.fn(),
    isMinimized: () => false,
    isDestroyed: () => false,
  });
  asked = 0;
  lock.mockClear();
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const showMessageBox = async () => {
    asked += 1;
    return { response: answer };
  };
  ({ comeBack } = askBeforeLeaving({
    app: app as unknown as App,
    dialog: { showMessageBox } as unknown as Dialog,
    window: window as unknown as BrowserWindow,
    keeper: { isBusy: async () => busy, idle: () => done, lock },
  }));
});

/** Presses the cross of the window; answers whether it was let close. */
function cross(): boolean {
  let closes = true;
  window.emit('close', { preventDefault: () => (closes = false) });
  return closes;
}

test('with nothing running the window closes without a question', async () => {
  busy = false;
  expect(cross()).toBe(false);
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalled());
  expect(asked).toBe(0);
  expect(cross()).toBe(true);
});

test('with work running it asks, once however often the cross is pressed, and stays on Cancel', async () => {
  [busy, answer] = [true, 2];
  cross();
  cross();
  await vi.waitFor(() => expect(asked).toBe(1));
  expect(app.quit).not.toHaveBeenCalled();
  expect(lock).not.toHaveBeenCalled();
});

test('pausing closes at once', async () => {
  [busy, answer] = [true, 1];
  app.emit('before-quit', { preventDefault: vi.fn() });
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalled());
});

test('in the background it locks, hides, and closes when the work is done', async () => {
  [busy, answer] = [true, 0];
  cross();
  await vi.waitFor(() => expect(window.hide).toHaveBeenCalled());
  expect(lock).toHaveBeenCalledWith('asked');
  expect(app.quit).not.toHaveBeenCalled();
  finish();
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalled());
});

test('whoever starts Custos again meanwhile gets the window back, and it stays', async () => {
  [busy, answer] = [true, 0];
  cross();
  await vi.waitFor(() => expect(window.hide).toHaveBeenCalled());
  comeBack();
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect(window.show).toHaveBeenCalled();
  expect(app.quit).not.toHaveBeenCalled();
});
