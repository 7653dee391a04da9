import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BrowserHost } from '../../electron/browser/browser-host.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { enter, raw } from '../hosts/browser/raw-request.ts';
import type { FakeEngine } from '../hosts/fake-engine.ts';
import { type HostUnderAttack, startHostUnderAttack } from './host-under-attack.ts';

let attacked: HostUnderAttack;
let engine: FakeEngine;
let host: BrowserHost;
let now: number;
let cookie: string;

const lastConnection = (): Id => [...engine.connections].at(-1)!;

beforeEach(async () => {
  now = 0;
  attacked = await startHostUnderAttack(() => now);
  ({ engine, host, cookie } = attacked);
});
afterEach(() => attacked.close());

describe('uploads', () => {
  const upload = (name: string | undefined, body: string | Buffer = 'bytes') =>
    raw(host.origin, '/upload', {
      method: 'PUT',
      headers: { cookie, origin: host.origin, ...(name === undefined ? {} : { 'x-custos-name': name }) },
      body,
    });

  test('a file is received with its name and without a path', async () => {
    const answer = await upload(encodeURIComponent('C:\\fake\\Müller 1.jpg'), Buffer.alloc(300_000));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body.toString()).upload).toMatch(/^[0-9a-f]{32}$/);
    expect(engine.received).toEqual([{ name: 'Müller 1.jpg', size: 300_000 }]);
  });

  test.each([undefined, '', '%', 'a%00b', '..%2f', 'x'.repeat(300), '%0d%0aset-cookie:a'])(
    'the name %j is refused',
    async (name) => {
      expect((await upload(name)).status).toBe(400);
      expect(engine.received).toEqual([]);
    },
  );

  test('a locked library takes nothing', async () => {
    expect((await upload('refused.jpg')).status).toBe(401);
  });
});

describe('addresses of recordings', () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 249);

  test('a token of another session opens nothing', async () => {
    const mine = lastConnection();
    const other = await enter(host.origin, host.ticket());
    const { token } = engine.place(mine, bytes);
    expect((await raw(host.origin, `/media/${token}`, { headers: { cookie: other } })).status).toBe(404);
    expect((await raw(host.origin, `/media/${token}`, { headers: { cookie } })).status).toBe(200);
  });

  test('a token is worth nothing after the lock', async () => {
    const { token } = engine.place(lastConnection(), bytes);
    await engine.lock('asked');
    expect((await raw(host.origin, `/media/${token}`, { headers: { cookie } })).status).toBe(404);
  });

  test('a stream in flight is cut when its token is revoked, and closed', async () => {
    const large = new Uint8Array(64 * 1024 * 1024);
    const { token, placed } = engine.place(lastConnection(), large);
    const { hostname, port, host: name } = new URL(host.origin);
    const socket = connect(Number(port), hostname);
    const ended = new Promise<number>((resolve) => {
      let heard = 0;
      socket.on('data', (chunk) => {
        if (heard === 0) {
          socket.pause();
          setTimeout(() => {
            engine.revoke(token);
            socket.resume();
          }, 50);
        }
        heard += chunk.length;
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(heard));
    });
    socket.write(`GET /media/${token} HTTP/1.1\r\nHost: ${name}\r\nCookie: ${cookie}\r\n\r\n`);
    expect(await ended).toBeLessThan(large.length);
    await vi.waitFor(() => expect(placed.open).toBe(0));
  });

  test('a reader that goes away leaves nothing open', async () => {
    const { token, placed } = engine.place(lastConnection(), new Uint8Array(64 * 1024 * 1024));
    const { hostname, port, host: name } = new URL(host.origin);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /media/${token} HTTP/1.1\r\nHost: ${name}\r\nCookie: ${cookie}\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    expect(placed.open).toBe(1);
    socket.destroy();
    await vi.waitFor(() => expect(placed.open).toBe(0));
  });

  test.each([
    ['bytes=0-9', 206, 'bytes 0-9/300000', 10],
    ['bytes=-5', 206, 'bytes 299995-299999/300000', 5],
    ['bytes=299999-', 206, 'bytes 299999-299999/300000', 1],
    ['bytes=300000-', 416, 'bytes */300000', 0],
    ['bytes=5-2', 200, undefined, 300_000],
  ])('the range %s answers %d', async (range, status, contentRange, length) => {
    const { token, placed } = engine.place(lastConnection(), bytes, 'video/mp4');
    const answer = await raw(host.origin, `/media/${token}`, { headers: { cookie, range } });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-range']).toBe(contentRange);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body.length).toBe(length);
    expect(placed.open).toBe(0);
  });

  test('HEAD tells the size and sends nothing; nothing else but GET is allowed', async () => {
    const { token, placed } = engine.place(lastConnection(), bytes, 'video/mp4');
    const head = await raw(host.origin, `/media/${token}`, { method: 'HEAD', headers: { cookie } });
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe('300000');
    const post = await raw(host.origin, `/media/${token}`, {
      method: 'POST',
      headers: { cookie, origin: host.origin },
    });
    expect(post.status).toBe(405);
    expect(placed.open).toBe(0);
  });

  test.each([
    '/media/',
    '/media/x',
    `/media/${'g'.repeat(32)}`,
    `/media/${'0'.repeat(31)}`,
    `/media/${'0'.repeat(32)}/a`,
  ])('%s is not in the grammar', async (path) => {
    expect((await raw(host.origin, path, { headers: { cookie } })).status).toBe(404);
  });
});
