import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserHost, startBrowserHost } from '../../electron/browser/browser-host.ts';
import { enter } from '../hosts/browser/raw-request.ts';
import { createFakeEngine, type FakeEngine } from '../hosts/fake-engine.ts';

/** A browser host with a page of its own and a file beside it, and the cookie of the one window that is in. */
export interface HostUnderAttack {
  readonly folder: string;
  readonly engine: FakeEngine;
  readonly host: BrowserHost;
  readonly cookie: string;
  close(): Promise<void>;
}

export async function startHostUnderAttack(now: () => number): Promise<HostUnderAttack> {
  const folder = mkdtempSync(join(tmpdir(), 'custos-page-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><p>the window</p>');
  writeFileSync(join(folder, 'page', 'assets', 'app.js'), 'export {};');
  writeFileSync(join(folder, 'page', 'assets', 'app.js.map'), '{}');
  writeFileSync(join(folder, 'secret.html'), 'outside');
  const engine = createFakeEngine();
  const host = await startBrowserHost({ engine, page: join(folder, 'page'), now });
  const cookie = await enter(host.origin, host.ticket());
  return {
    folder,
    engine,
    host,
    cookie,
    async close() {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}
