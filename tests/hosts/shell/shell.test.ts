import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Reply } from '../../../shared/contract/bridge.ts';
import type { EngineEvent } from '../../../shared/contract/event.ts';
import { command } from '../cli/run-command.ts';
import { type Double, startDouble } from '../double/double.ts';

/** The bridge as a page sees it. */
interface Bridged {
  custos: {
    call(name: unknown, input?: unknown): Promise<Reply>;
    subscribe(listener: (event: EngineEvent) => void): () => void;
    chooseFiles(): Promise<string[]>;
    chooseFolder(purpose: unknown): Promise<string | null>;
  };
  heard: EngineEvent[];
  __invoke(channel: string, args: unknown[]): Promise<unknown>;
}

const passphrase = 'correct horse battery staple';
const film = new URL('../../samples/media__bt601.mov', import.meta.url).pathname;

let home: string;
let double: Double;
const call = (name: string, input: unknown = {}): Promise<Reply> =>
  double.page.evaluate(([operation, asked]) => (window as unknown as Bridged).custos.call(operation, asked), [
    name,
    input,
  ] as const);
async function value<T>(name: string, input: unknown = {}): Promise<T> {
  const reply = await call(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`);
  return reply.value as T;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'custos-shell-'));
  const library = join(home, 'Ward.custos');
  await command(['init', '--library', library, '--user', 'Anna']);
  const named = ['--library', library, '--user', 'Anna'];
  await command([
    'import',
    film,
    new URL('../../samples/media__london-512.jpg', import.meta.url).pathname,
    ...named,
  ]);
  double = await startDouble(home, library);
});
afterAll(async () => {
  await double?.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the window', () => {
  test('has no Node, a sandbox, a world of its own, and is not recorded', () => {
    expect(double.of('window')[0]).toMatchObject({
      contentProtection: true,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webviewTag: false,
        webSecurity: true,
        spellcheck: false,
        navigateOnDragDrop: false,
      },
    });
  });

  test('writes no cache, sends no crash and looks nothing up', () => {
    expect(double.of('switches')[0]?.names).toEqual(
      expect.arrayContaining(['sandbox', 'disable-http-cache', 'disable-breakpad', 'disable-spell-checking']),
    );
  });

  test('shows the page with its policy, from one scheme that the shell declared', async () => {
    expect(double.of('privileged')[0]?.schemes).toMatchObject([
      { scheme: 'custos', privileges: { standard: true, secure: true, stream: true } },
    ]);
    const policy = await double.page.evaluate(async () =>
      (await fetch('/')).headers.get('content-security-policy'),
    );
    expect(policy).toContain("default-src 'none'");
    await double.page.getByLabel('Passphrase').first().waitFor();
  });

  test('knows seven functions of the program and nothing of Node', async () => {
    const known = await double.page.evaluate(() => ({
      bridge: Object.keys((window as unknown as Bridged).custos).sort(),
      node: [
        typeof (globalThis as Record<string, unknown>).require,
        typeof (globalThis as Record<string, unknown>).process,
      ],
    }));
    expect(known.bridge).toEqual([
      'call',
      'chooseFiles',
      'chooseFolder',
      'offerMenu',
      'onMenu',
      'pathOf',
      'subscribe',
    ]);
    expect(known.node).toEqual(['undefined', 'undefined']);
  });
});

describe('calls', () => {
  test('reach the engine in its own process', async () => {
    expect(await value('library.status')).toMatchObject({ state: 'locked', name: 'Ward', files: 'dialogs' });
  });

  test('of an operation that does not exist, or not by name, are refused before the engine', async () => {
    for (const name of ['no.such', '__proto__', 7, null, { name: 'library.status' }]) {
      expect(await call(name as string)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    }
  });

  test('before the unlock tell nothing', async () => {
    expect(await call('user.list')).toMatchObject({ ok: false, error: { code: 'locked' } });
  });

  test('on a channel that is not listened to come to nothing', async () => {
    const outcome = await double.page.evaluate(() =>
      (window as unknown as Bridged).__invoke('custos:shell', ['ls']).then(
        () => 'answered',
        () => 'refused',
      ),
    );
    expect(outcome).toBe('refused');
  });

  test('the page cannot be put into a frame of its own', async () => {
    const shown = await double.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = '/';
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      const readable = frame.contentDocument !== null;
      frame.remove();
      return readable;
    });
    expect(shown).toBe(false);
  });

  test('from a frame within the page are refused', async () => {
    const answer = await double.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inner = frame.contentWindow as unknown as Bridged & Window;
      const own = inner.custos === undefined;
      const reply = await inner.__invoke('custos:call', ['library.status', {}]);
      frame.remove();
      return { own, reply };
    });
    expect(answer).toMatchObject({ own: true, reply: { ok: false } });
  });

  test('dialogs take a purpose of the list and answer with what was chosen', async () => {
    double.tell({ kind: 'answerDialog', filePaths: ['/a/b.jpg'] });
    expect(await double.page.evaluate(() => (window as unknown as Bridged).custos.chooseFiles())).toEqual([
      '/a/b.jpg',
    ]);
    double.tell({ kind: 'answerDialog', filePaths: ['/a'] });
    expect(
      await double.page.evaluate(() => (window as unknown as Bridged).custos.chooseFolder('backup')),
    ).toBe('/a');
    expect(
      await double.page.evaluate(() => (window as unknown as Bridged).custos.chooseFolder('../etc')),
    ).toBeNull();
  });
});

describe('where the window may go', () => {
  test.each(['https://evil.example/', 'file:///etc/passwd', 'http://127.0.0.1:1/'])(
    'not to %s',
    async (url) => {
      const { address } = double;
      await double.page.evaluate((to) => {
        location.href = to;
      }, url);
      await expect.poll(async () => double.page.url()).toContain(address);
      expect(await value('library.status')).toMatchObject({ name: 'Ward' });
    },
  );

  test('no second window opens', async () => {
    const known = double.of('denied').length;
    await double.page.evaluate(() => void window.open('https://evil.example/'));
    await vi.waitFor(() => expect(double.of('denied').length).toBeGreaterThan(known));
    expect(double.of('denied').at(-1)).toMatchObject({ what: 'window: deny' });
  });
});

describe('with the library unlocked', () => {
  let recordings: { id: string; kind: string }[];

  beforeAll(async () => {
    await double.page.evaluate(() => {
      const page = window as unknown as Bridged;
      page.heard = [];
      page.custos.subscribe((event) => page.heard.push(event));
    });
    await value('session.unlock', { user: 'Anna', passphrase });
    const { tiles } = await value<{ tiles: { id: string; kind: string }[] }>('recording.window', {
      query: {},
      offset: 0,
      limit: 10,
    });
    recordings = tiles;
  });

  const openFilm = async (): Promise<{ url: string }> => {
    const id = recordings.find(({ kind }) => kind === 'video')?.id;
    const { renditions } = await value<{ renditions: { id: string }[] }>('recording.show', { recording: id });
    return value('open.custody', { rendition: renditions[0]?.id, purpose: 'cataloguing' });
  };

  test('events arrive, and nothing of Electron with them', async () => {
    const id = recordings[0]?.id;
    await value('recording.classify', { recordings: [id], classification: { category: 'other' } });
    await expect
      .poll(() => double.page.evaluate(() => (window as unknown as Bridged).heard.map((event) => event.kind)))
      .toContain('changed');
    expect(
      await double.page.evaluate(() => JSON.stringify((window as unknown as Bridged).heard)),
    ).not.toContain('secret');
  });

  test('a film plays, and seeks to its end through ranges', async () => {
    const { url } = await openFilm();
    const played = await double.page.evaluate(async (src) => {
      const video = document.createElement('video');
      video.muted = true;
      video.src = src;
      document.body.append(video);
      const until = (name: string): Promise<unknown> =>
        new Promise((resolve, reject) => {
          video.addEventListener(name, resolve, { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        });
      if (video.readyState === 0) await until('loadedmetadata');
      video.currentTime = video.duration * 0.8;
      await until('seeked');
      const at = video.currentTime / video.duration;
      video.remove();
      return { at, width: video.videoWidth };
    }, url);
    expect(played.at).toBeCloseTo(0.8, 1);
    expect(played.width).toBeGreaterThan(0);
    const status = await double.page.evaluate(
      async (src) => (await fetch(src, { headers: { range: 'bytes=100-199' } })).status,
      url,
    );
    expect(status).toBe(206);
  });

  test('a token is worth nothing in another session, nor once the screen is locked', async () => {
    const { url } = await openFilm();
    const status = (): Promise<number> => double.page.evaluate(async (src) => (await fetch(src)).status, url);
    expect(await status()).toBe(200);
    double.tell({ kind: 'power', event: 'lock-screen' });
    await expect.poll(() => value('library.status')).toMatchObject({ state: 'locked' });
    expect(await status()).toBe(404);
    const told = () => double.page.evaluate(() => (window as unknown as Bridged).heard.at(-1));
    await expect.poll(told).toMatchObject({ kind: 'locked', why: 'screen' });
  });

  test.each([
    [{ kind: 'power', event: 'suspend' } as const, 'sleep'],
    [{ kind: 'menu', label: 'Lock now' } as const, 'asked'],
  ])('%j locks', async (message, why) => {
    await value('session.unlock', { user: 'Anna', passphrase });
    double.tell(message);
    await expect.poll(() => value('library.status')).toMatchObject({ state: 'locked' });
    const told = () => double.page.evaluate(() => (window as unknown as Bridged).heard.at(-1));
    await expect.poll(told).toMatchObject({ kind: 'locked', why });
  });
});

test('workers are processes that the shell started for the engine', async () => {
  await value('session.unlock', { user: 'Anna', passphrase });
  const path = new URL('../../samples/tika__testWEBP.webp', import.meta.url).pathname;
  const { job } = await value<{ job: string }>('import.start', { paths: [path] });
  type Items = { items: { state: string; recording: { id: string } | null }[] };
  const taken = async () => (await value<Items>('job.show', { job })).items[0];
  await expect.poll(taken, { timeout: 30_000 }).toMatchObject({ recording: { id: expect.any(String) } });
  const started = () => double.of('utility').map(({ path: name }) => name.split('/').at(-1));
  expect(started()).toContain('media-worker.js');
  await value('anonymise.propose', { recordings: [(await taken())?.recording?.id] });
  await expect.poll(started).toContain('search-worker.js');
});

test('an engine that dies is told to the person, and the program ends', async () => {
  const engine = double.of('utility').find(({ path }) => path.endsWith('engine-process.js'));
  process.kill(engine?.pid ?? 0, 'SIGKILL');
  expect(await double.ended).toBe(1);
  expect(double.of('errorBox')).toMatchObject([{ title: 'Custos has stopped' }]);
});
