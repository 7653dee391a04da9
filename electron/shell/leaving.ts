import type { App, BrowserWindow, Dialog } from 'electron';
import type { EngineKeeper } from './engine-keeper.ts';

const question = {
  type: 'question' as const,
  buttons: ['Go on in the background', 'Pause and close', 'Cancel'],
  defaultId: 0,
  cancelId: 2,
  noLink: true,
  title: 'Custos',
  message: 'Custos is still at work.',
  detail:
    'Recordings are being taken in, or copies of them made. In the background the library locks, the work goes on for half an hour at most, and Custos closes when it is done. Paused work goes on when the library is opened again. Nothing is lost either way.',
};

interface Leaving {
  readonly app: App;
  readonly dialog: Dialog;
  readonly window: BrowserWindow;
  readonly keeper: Pick<EngineKeeper, 'isBusy' | 'idle' | 'lock'>;
}

/**
 * Asks before the window closes upon running work. Going on in the background hides the locked window; whoever
 * starts Custos again meanwhile gets it back, and then it stays.
 */
export function askBeforeLeaving({ app, dialog, window, keeper }: Leaving): { comeBack(): void } {
  let leaving = false;
  let hidden = false;
  let asking = false;
  const leave = (): void => {
    leaving = true;
    app.quit();
  };
  const goOn = async (): Promise<void> => {
    hidden = true;
    keeper.lock('asked');
    window.hide();
    await keeper.idle();
    if (hidden) leave();
  };
  const ask = async (): Promise<void> => {
    if (window.isDestroyed() || !(await keeper.isBusy())) return leave();
    const { response } = await dialog.showMessageBox(window, question);
    if (response === 0) void goOn();
    else if (response === 1) leave();
  };
  const askOnce = (): void => {
    if (asking) return;
    asking = true;
    void ask().finally(() => {
      asking = false;
    });
  };
  window.on('close', (event) => {
    if (leaving) return;
    event.preventDefault();
    askOnce();
  });
  // A session of the system that ends waits for nobody.
  window.on('session-end', () => {
    leaving = true;
  });
  app.on('before-quit', (event) => {
    if (leaving) return;
    event.preventDefault();
    askOnce();
  });
  return {
    comeBack() {
      hidden = false;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}
