import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../shared/kernel/canonical-json.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RecordEntry } from './record-entry.ts';

interface Seen {
  readonly user: Id;
  readonly query: string;
  readonly shown: Set<Id>;
  total: number;
}

/**
 * What somebody was shown while browsing: one entry in the trail for a query, with a digest of the tiles shown
 * under it. The first window is written at once; what scrolling adds is written when the query changes, and
 * at the latest with the lock.
 */
export interface Browsing {
  saw(session: Id, user: Id, query: Json, total: number, shown: readonly Id[]): Promise<void>;
  /** A picture shown beside the grid, on a page of its own or in a queue: it counts to what is being looked through. */
  alsoSaw(session: Id, user: Id, shown: readonly Id[]): Promise<void>;
  end(session: Id): Promise<void>;
  endAll(): Promise<void>;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Made before the other rooms are whole; it needs the catalogue and the trail alone. */
export function createBrowsing(catalogue: Catalogue, record: RecordEntry): Browsing {
  const open = new Map<Id, Seen>();

  const write = (seen: Seen): Promise<void> =>
    catalogue.write((writer) =>
      record(writer, {
        kind: 'decision.browsed',
        by: seen.user,
        about: [],
        facts: {
          query: digest(seen.query),
          found: seen.total,
          shown: seen.shown.size,
          digest: digest([...seen.shown].sort().join(' ')),
        },
      }),
    );

  const end = async (session: Id): Promise<void> => {
    const seen = open.get(session);
    open.delete(session);
    if (seen && seen.shown.size > 0) await write(seen);
  };

  return {
    async saw(session, user, query, total, shown) {
      const text = canonicalJson(query);
      const current = open.get(session);
      if (current?.query === text) {
        current.total = total;
        for (const id of shown) current.shown.add(id);
        return;
      }
      await end(session);
      const seen = { user, query: text, shown: new Set(shown), total };
      await write(seen);
      // Counted anew from here, so that the closing entry tells of what scrolling added.
      open.set(session, { ...seen, shown: new Set() });
    },
    async alsoSaw(session, user, shown) {
      if (shown.length === 0) return;
      const current = open.get(session);
      for (const id of shown) current?.shown.add(id);
      if (!current) await this.saw(session, user, {}, shown.length, shown);
    },
    end,
    async endAll() {
      for (const session of [...open.keys()]) await end(session);
    },
  };
}
