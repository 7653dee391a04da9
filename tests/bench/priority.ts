import { existsSync, readdirSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import type { Browser } from 'playwright-core';

/**
 * Gives every thread of the browser the priority of this process: Chromium sets its own back, and on a machine that
 * others use the figures would be theirs. Does nothing where this process has the usual one, or the system is another.
 */
export async function keepPriority(browser: Browser): Promise<void> {
  const own = getPriority();
  if (own >= 0 || !existsSync('/proc/self/task')) return;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  for (const { id } of processInfo) {
    const tasks = `/proc/${id}/task`;
    for (const thread of existsSync(tasks) ? readdirSync(tasks) : []) {
      try {
        setPriority(Number(thread), own);
      } catch {
        // A thread that ended meanwhile.
      }
    }
  }
}
