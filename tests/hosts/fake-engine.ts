import { randomBytes } from 'node:crypto';
import type { Engine } from '../../electron/engine-types.ts';
import type { Reply } from '../../shared/contract/bridge.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, idFromBytes } from '../../shared/kernel/id.ts';

export const newId = (): Id => idFromBytes(randomBytes(16));

export interface Placed {
  readonly connection: Id;
  readonly bytes: Uint8Array;
  readonly type: string;
  open: number;
}

export interface FakeEngine extends Engine {
  readonly calls: { connection: Id; name: string; input: unknown }[];
  readonly connections: Set<Id>;
  readonly received: { name: string; size: number }[];
  /** What the next calls answer, by name. */
  readonly replies: Map<string, (input: unknown) => Reply>;
  /** Puts bytes behind an address for a connection, and counts who reads them. */
  place(connection: Id, bytes: Uint8Array, type?: string): { token: Id; placed: Placed };
  emit(event: EngineEvent): void;
  revoke(token: Id): void;
  readonly locks: string[];
  readonly closed: boolean;
}

/** An engine without a library, for tests of what stands between it and the world. */
export function createFakeEngine(): FakeEngine {
  const connections = new Set<Id>();
  const listeners = new Map<Id, Set<(event: EngineEvent) => void>>();
  const revoked = new Set<(token: Id) => void>();
  const media = new Map<string, Placed>();
  const fake = { closed: false };
  const engine = {
    calls: [] as FakeEngine['calls'],
    connections,
    received: [] as FakeEngine['received'],
    replies: new Map<string, (input: unknown) => Reply>(),
    locks: [] as string[],
    get closed() {
      return fake.closed;
    },
    connect() {
      const connection = newId();
      connections.add(connection);
      return connection;
    },
    async disconnect(connection: Id) {
      connections.delete(connection);
      for (const [token, placed] of media) if (placed.connection === connection) engine.revoke(token as Id);
    },
    async dispatch(connection: Id, name: string, input: unknown): Promise<Reply> {
      engine.calls.push({ connection, name, input });
      return engine.replies.get(name)?.(input) ?? { ok: true, value: { name, input } };
    },
    subscribe(connection: Id, listener: (event: EngineEvent) => void) {
      const set = listeners.get(connection) ?? new Set();
      listeners.set(connection, set.add(listener));
      return () => void set.delete(listener);
    },
    async media(connection: Id, path: string) {
      const placed = media.get(path.split('/').at(-1) ?? '');
      if (!placed || placed.connection !== connection) return null;
      placed.open += 1;
      return {
        type: placed.type,
        size: placed.bytes.length,
        fileName: null,
        async *stream(start: number, end: number) {
          for (let at = start; at < end; at += 16_384)
            yield placed.bytes.subarray(at, Math.min(end, at + 16_384));
        },
        async close() {
          placed.open -= 1;
        },
      };
    },
    onRevoked(listener: (token: Id) => void) {
      revoked.add(listener);
      return () => void revoked.delete(listener);
    },
    async upload(_connection: Id, name: string, bytes: AsyncIterable<Uint8Array>) {
      if (name === 'refused.jpg') throw new CustosError('locked', 'The library is locked.');
      let size = 0;
      for await (const chunk of bytes) size += chunk.length;
      engine.received.push({ name, size });
      return newId();
    },
    isBusy: () => false,
    idle: async () => undefined,
    async lock(why: string) {
      engine.locks.push(why);
      for (const token of [...media.keys()]) engine.revoke(token as Id);
    },
    async close() {
      fake.closed = true;
    },
    place(connection: Id, bytes: Uint8Array, type = 'application/octet-stream') {
      const token = newId();
      const placed: Placed = { connection, bytes, type, open: 0 };
      media.set(token, placed);
      return { token, placed };
    },
    emit(event: EngineEvent) {
      for (const set of listeners.values()) for (const listener of set) listener(event);
    },
    revoke(token: Id) {
      media.delete(token);
      for (const listener of [...revoked]) listener(token);
    },
  };
  return engine;
}
