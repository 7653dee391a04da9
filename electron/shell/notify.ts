import { type BrowserWindow, Notification } from 'electron';
import type { EngineEvent } from '../../shared/contract/event.ts';
import type { EngineLink } from '../door/engine-link.ts';
import { type Notice, noticeOf, noticeOfQueues } from './notices.ts';

/** The queues are counted at most this often, in milliseconds. */
const pace = 60_000;

/** Tells somebody who works in another window what has happened here. Whoever looks at Custos sees it there. */
export function notifyOf(window: BrowserWindow, link: EngineLink): (event: EngineEvent) => void {
  const told = new Set<string>();
  let waiting: number | null = null;
  let counting: NodeJS.Timeout | null = null;
  const show = (notice: Notice | null): void => {
    if (!notice || window.isDestroyed() || window.isFocused() || !Notification.isSupported()) return;
    const shown = new Notification({ ...notice, silent: true });
    shown.on('click', () => window.show());
    shown.show();
  };
  const count = async (): Promise<void> => {
    counting = null;
    const reply = await link.call('queue.counts', {});
    if (!reply.ok) return;
    const now = Object.values(reply.value as Record<string, number>).reduce((sum, each) => sum + each, 0);
    show(noticeOfQueues(waiting, now));
    waiting = now;
  };
  return (event) => {
    if (event.kind === 'locked') waiting = null;
    if (event.kind === 'job') {
      const notice = noticeOf(event);
      if (notice && !told.has(event.job.id)) show(notice);
      if (notice) told.add(event.job.id);
      else told.delete(event.job.id);
    }
    if (event.kind === 'changed' && event.nouns.includes('queue'))
      counting = counting ?? setTimeout(() => void count(), waiting === null ? 0 : pace);
  };
}
