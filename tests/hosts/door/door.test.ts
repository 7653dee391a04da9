import { existsSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Door, openDoor } from '../../../electron/door/door.ts';
import { connectThrough } from '../../../electron/door/door-client.ts';
import type { EngineLink } from '../../../electron/door/engine-link.ts';
import { newDoorAddress } from '../../../electron/door/socket-place.ts';
import type { EngineEvent } from '../../../shared/contract/event.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { createFakeEngine, type FakeEngine } from '../fake-engine.ts';

let engine: FakeEngine;
let door: Door;
let link: EngineLink;
const connection = (): Id => [...engine.connections][0]!;

beforeEach(async () => {
  engine = createFakeEngine();
  door = await openDoor(engine, await newDoorAddress());
  link = (await connectThrough(door.address))!;
});

afterEach(async () => {
  await link.close();
  await door.close();
});

test('a call goes through the door with its own connection and comes back as a reply', async () => {
  expect(await link.call('library.status', { a: 1 })).toEqual({
    ok: true,
    value: { name: 'library.status', input: { a: 1 } },
  });
  expect(engine.calls).toEqual([{ connection: connection(), name: 'library.status', input: { a: 1 } }]);
});

test('events arrive until the subscription ends', async () => {
  const heard: EngineEvent[] = [];
  const stop = link.subscribe((event) => heard.push(event));
  const event: EngineEvent = { kind: 'changed', nouns: ['queue'] };
  await vi.waitFor(() => {
    engine.emit(event);
    expect(heard[0]).toEqual(event);
  });
  stop();
  const count = heard.length;
  await link.call('library.status', {});
  engine.emit(event);
  await link.call('library.status', {});
  expect(heard.length).toBe(count);
});

test('bytes come whole and in parts', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
  const { token } = engine.place(connection(), bytes, 'video/mp4');
  const whole = await link.media({ path: `/media/${token}`, method: 'GET', range: null });
  expect(whole.status).toBe(200);
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
  const part = await link.media({ path: `/media/${token}`, method: 'GET', range: 'bytes=50000-50009' });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 50000-50009/100000');
  expect(part.headers.get('cache-control')).toBe('no-store');
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.subarray(50_000, 50_010));
});

test('a client that goes away takes its connection with it', async () => {
  expect(engine.connections.size).toBe(1);
  await link.close();
  await vi.waitFor(() => expect(engine.connections.size).toBe(0));
});

test('the door tells when everybody has left', async () => {
  let left = false;
  const empty = door.empty().then(() => {
    left = true;
  });
  await link.call('library.status', {});
  expect(left).toBe(false);
  await link.close();
  await empty;
  expect(left).toBe(true);
});

describe.skipIf(process.platform === 'win32')('the socket', () => {
  test('lies in a folder that its owner alone may enter, and goes with the door', async () => {
    const { socket } = door.address;
    expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    await door.close();
    expect(existsSync(dirname(socket))).toBe(false);
  });

  const statusOf = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { socket } = door.address;
      request({ socketPath: socket, path: '/call/library.status', method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .once('error', reject)
        .end('{}');
    });

  test('takes no call without the key of the lease, nor with a connection that nobody opened', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await statusOf(json)).toBe(401);
    expect(await statusOf({ ...json, authorization: `Bearer ${'0'.repeat(64)}` })).toBe(401);
    const key = { ...json, authorization: `Bearer ${door.address.key}` };
    expect(await statusOf(key)).toBe(401);
    expect(await statusOf({ ...key, 'x-custos-connection': '0'.repeat(32) })).toBe(401);
    expect(engine.calls).toEqual([]);
  });
});

test('an address at which nobody listens any more is no engine', async () => {
  expect(await connectThrough(await newDoorAddress())).toBeNull();
});

test('somebody who answers otherwise than an engine is told apart from nobody', async () => {
  const other = { ...door.address, key: 'another' };
  await expect(connectThrough(other)).rejects.toMatchObject({ code: 'in-use' });
});
