import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../electron/browser/browser-host.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { enter, raw } from '../hosts/browser/raw-request.ts';
import type { FakeEngine } from '../hosts/fake-engine.ts';
import { type HostUnderAttack, startHostUnderAttack } from './host-under-attack.ts';

let attacked: HostUnderAttack;
let engine: FakeEngine;
let host: BrowserHost;
let now: number;
let cookie: string;

const json = { 'content-type': 'application/json' };
const call = (headers: Record<string, string> = {}, body = '{}', path = '/call/library.status') =>
  raw(host.origin, path, {
    method: 'POST',
    headers: { ...json, origin: host.origin, cookie, ...headers },
    body,
  });
const lastConnection = (): Id => [...engine.connections].at(-1)!;

beforeEach(async () => {
  now = 0;
  attacked = await startHostUnderAttack(() => now);
  ({ engine, host, cookie } = attacked);
});
afterEach(() => attacked.close());

describe('getting in', () => {
  test('somebody with a ticket gets a cookie that no script reads and no other site sends', async () => {
    const answer = await raw(host.origin, `/enter?ticket=${host.ticket()}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toHaveLength(1);
    expect(answer.headers['set-cookie']![0]).toMatch(
      /^custos-[0-9a-f]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await call()).status).toBe(200);
  });

  test('a ticket is good once', async () => {
    const ticket = host.ticket();
    expect(await enter(host.origin, ticket)).not.toBe('');
    expect((await raw(host.origin, `/enter?ticket=${ticket}`)).status).toBe(401);
  });

  test('a ticket is good for ten seconds', async () => {
    const [inTime, late] = [host.ticket(), host.ticket()];
    now = 10_000;
    expect((await raw(host.origin, `/enter?ticket=${inTime}`)).status).toBe(200);
    now = 10_001;
    const answer = await raw(host.origin, `/enter?ticket=${late}`);
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test.each(['', '?ticket=', '?ticket=x', `?ticket=${'A'.repeat(43)}`])(
    'no ticket is guessed by %j',
    async (query) => {
      expect((await raw(host.origin, `/enter${query}`)).status).toBe(401);
    },
  );

  test('a ticket comes in by a form as well, and a large form does not', async () => {
    const form = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'null',
      'sec-fetch-site': 'cross-site',
    };
    const sent = await raw(host.origin, '/enter', {
      method: 'POST',
      headers: form,
      body: `ticket=${host.ticket()}`,
    });
    expect(sent.status).toBe(200);
    const large = await raw(host.origin, '/enter', {
      method: 'POST',
      headers: form,
      body: `ticket=${'x'.repeat(5_000)}`,
    });
    expect(large.status).toBe(413);
  });

  test.each([
    ['/', 'GET'],
    ['/index.html', 'GET'],
    ['/assets/app.js', 'GET'],
    ['/events', 'GET'],
    ['/call/library.status', 'POST'],
    ['/upload', 'PUT'],
    [`/media/${'0'.repeat(32)}`, 'GET'],
    [`/thumb/${'0'.repeat(32)}`, 'HEAD'],
    ['/anything', 'DELETE'],
  ])('without the cookie %s (%s) is closed', async (path, method) => {
    const answer = await raw(host.origin, path, { method, headers: { origin: host.origin } });
    expect(answer.status).toBe(401);
    expect(engine.calls).toEqual([]);
  });

  test('a cookie of another launch, or a made-up one, opens nothing', async () => {
    const [name] = cookie.split('=');
    expect((await call({ cookie: `${name}=${'A'.repeat(43)}` })).status).toBe(401);
    expect((await call({ cookie: `custos-000000000000=${cookie.split('=')[1]}` })).status).toBe(401);
  });

  test('two launches do not know each other’s cookies', async () => {
    const other = await startBrowserHost({ engine, page: join(attacked.folder, 'page') });
    const answer = await raw(other.origin, '/', { headers: { cookie } });
    await other.close();
    expect(answer.status).toBe(401);
  });
});

describe('other pages and other names', () => {
  test.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'the name %j is not ours, whatever it resolves to',
    async (name) => {
      const { status } = await raw(host.origin, '/', { headers: { host: name, cookie } });
      expect([400, 421]).toContain(status);
    },
  );

  test.each(['cross-site', 'same-site', 'none', 'same-origin, cross-site'])(
    'a call from %s is refused',
    async (site) => {
      expect((await call({ 'sec-fetch-site': site })).status).toBe(403);
      expect(engine.calls).toEqual([]);
    },
  );

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'a call with the origin %s is refused',
    async (origin) => {
      expect((await call({ origin })).status).toBe(403);
    },
  );

  test('a call that does not state its origin is refused', async () => {
    const answer = await raw(host.origin, '/call/library.status', {
      method: 'POST',
      headers: { ...json, cookie },
      body: '{}',
    });
    expect(answer.status).toBe(403);
  });

  test('the picture of a recording cannot be put into another page', async () => {
    const { token } = engine.place(lastConnection(), Buffer.from('picture'), 'image/webp');
    for (const site of ['cross-site', 'same-site', 'none']) {
      const answer = await raw(host.origin, `/media/${token}`, {
        headers: { cookie, 'sec-fetch-site': site },
      });
      expect(answer.status).toBe(403);
    }
    const own = await raw(host.origin, `/media/${token}`, {
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    expect(own.status).toBe(200);
    expect(own.headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  test('a person may open the page itself, another site may not', async () => {
    const open = (site: string) => raw(host.origin, '/', { headers: { cookie, 'sec-fetch-site': site } });
    expect((await open('none')).status).toBe(200);
    expect((await open('cross-site')).status).toBe(403);
  });
});

describe('the page', () => {
  test('comes with a strict policy and stays in no cache', async () => {
    const { status, headers, body } = await raw(host.origin, '/', { headers: { cookie } });
    expect(status).toBe(200);
    expect(body.toString()).toContain('the window');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toContain('unsafe');
  });

  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/..%5c..%5csecret.html',
    '//secret.html',
    '/./../secret.html',
    '/assets/%00app.js',
    '/assets/app.js.map',
    '/assets/',
    '/page/index.html',
    `/${'a/'.repeat(2_000)}`,
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await raw(host.origin, path, { headers: { cookie } });
    expect([400, 404]).toContain(status);
    expect(body.toString()).not.toContain('outside');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s changes nothing on it', async (method) => {
    const { status } = await raw(host.origin, '/', { method, headers: { cookie, origin: host.origin } });
    expect([404, 405]).toContain(status);
  });
});

describe('calls', () => {
  test.each([
    ['text/plain', '{}'],
    ['application/x-www-form-urlencoded', 'a=1'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['', '{}'],
  ])('the type %j is not taken for JSON', async (type, body) => {
    const answer = await call({ 'content-type': type }, body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(engine.calls).toEqual([]);
  });

  test.each(['', '{', 'undefined', '{"a":1}{"b":2}', '\u0000'])('%j is no JSON', async (body) => {
    expect((await call({}, body)).status).toBe(400);
  });

  test('deep nesting is answered and the host goes on', async () => {
    engine.replies.set('library.status', () => ({ ok: true, value: null }));
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect([200, 400]).toContain((await call({}, deep)).status);
    expect((await call()).status).toBe(200);
  });

  test('a name of the object’s own is no operation of the host', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', '..%2f..%2fmedia']) {
      const answer = await call({}, '{"__proto__":{"polluted":true}}', `/call/${name}`);
      expect([200, 404]).toContain(answer.status);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a body over the limit is refused, stated or not', async () => {
    const body = JSON.stringify({ a: 'x'.repeat(5 * 1024 * 1024) });
    expect((await call({}, body)).status).toBe(413);
    expect((await call({ 'transfer-encoding': 'chunked' }, body)).status).toBe(413);
    expect(engine.calls).toEqual([]);
  });

  test('only POST calls', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      const { status } = await raw(host.origin, '/call/library.status', {
        method,
        headers: { cookie, origin: host.origin },
      });
      expect([404, 405]).toContain(status);
    }
    const override = await raw(host.origin, '/call/library.status?_method=POST', {
      headers: { cookie, 'x-http-method-override': 'POST' },
    });
    expect(override.status).toBe(404);
    expect(engine.calls).toEqual([]);
  });

  const talk = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(host.origin);
      const socket = connect(Number(port), hostname);
      let heard = '';
      socket.setTimeout(2_000, () => socket.destroy());
      socket.on('data', (chunk) => {
        heard += chunk;
      });
      socket.on('close', () => resolve(heard));
      socket.write(text);
    });

  test('two lengths of one body, or a hidden second request, are refused', async () => {
    const head = (more: string) =>
      `POST /call/library.status HTTP/1.1\r\nHost: ${new URL(host.origin).host}\r\nOrigin: ${host.origin}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n${more}\r\n\r\n`;
    const hidden = `0\r\n\r\nPOST /call/session.lock HTTP/1.1\r\nHost: x\r\n\r\n`;
    expect(await talk(head('Content-Length: 4\r\nTransfer-Encoding: chunked') + hidden)).toMatch(
      /^HTTP\/1.1 400/,
    );
    expect(await talk(`${head('Content-Length: 2\r\nContent-Length: 5')}{}`)).toMatch(/^HTTP\/1.1 400/);
    expect(await talk(`${head('Transfer-Encoding: chunked, identity')}${hidden}`)).toMatch(/^HTTP\/1.1 400/);
    expect(await talk(head('X-A: b\r\n folded: c\r\nContent-Length: 0'))).toMatch(/^HTTP\/1.1 400/);
    expect(engine.calls).toEqual([]);
  });
});
