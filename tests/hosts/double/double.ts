import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { builtHost } from './built-host.ts';
import type { FromDouble, ToDouble } from './messages.ts';

export interface Double {
  readonly page: Page;
  readonly address: string;
  /** Everything the shell did to the double so far. */
  readonly heard: readonly FromDouble[];
  tell(message: ToDouble): void;
  of<Kind extends FromDouble['kind']>(kind: Kind): Extract<FromDouble, { kind: Kind }>[];
  readonly ended: Promise<number | null>;
  close(): Promise<void>;
}

const opened = (shell: ChildProcess, heard: FromDouble[]): Promise<Extract<FromDouble, { kind: 'open' }>> =>
  new Promise((resolve, reject) => {
    shell.on('message', (message: FromDouble) => {
      heard.push(message);
      if (message.kind === 'open') resolve(message);
      if (message.kind === 'errorBox') reject(new Error(`${message.title}: ${message.content}`));
    });
    shell.once('exit', (status) =>
      reject(new Error(`The shell ended (${status}) before its window was open.`)),
    );
  });

/** Starts the built shell on the double, with a home that is thrown away, and joins its window. */
export async function startDouble(home: string, library: string | null = null): Promise<Double> {
  const main = join(await builtHost(), 'electron', 'shell', 'main.js');
  const register = new URL('./register.ts', import.meta.url).href;
  const shell = fork(main, library === null ? [] : ['--library', library], {
    execArgv: ['--import', register],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const heard: FromDouble[] = [];
  const ended = new Promise<number | null>((resolve) => shell.once('exit', resolve));
  const { endpoint, address } = await opened(shell, heard);
  const browser: Browser = await chromium.connectOverCDP(endpoint);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('The window of the double has no page.');
  return {
    page,
    address,
    heard,
    tell: (message) => void shell.send(message),
    of: <Kind extends FromDouble['kind']>(kind: Kind) =>
      heard.filter((message): message is Extract<FromDouble, { kind: Kind }> => message.kind === kind),
    ended,
    async close() {
      if (shell.connected) shell.send({ kind: 'quit' } satisfies ToDouble);
      await ended;
      await browser.close();
    },
  };
}
