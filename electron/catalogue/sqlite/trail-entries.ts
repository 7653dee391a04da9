import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { About, TrailEntry, TrailKind } from '../../../shared/domain/trail/entry.ts';
import type { StoredEntry, TrailStore } from '../../trail/store.ts';
import type { Schema } from './schema.ts';
import { notClosedTo } from './seals.ts';
import { type ReadUnit, valuesOf, type WriteUnit } from './unit.ts';

const toEntry = (row: Selectable<Schema['trail_entry']>): StoredEntry => ({
  sequence: row.sequence,
  at: row.at,
  by: row.by,
  kind: row.kind as TrailKind,
  about: JSON.parse(row.about) as About[],
  facts: JSON.parse(row.facts) as TrailEntry['facts'],
  textCommitment: row.text_commitment,
  previous: row.previous,
  hash: row.hash,
});

/** What a patient decided stays to be read though a sealed recording is among what it was about, which is left out. */
const ofPatients = [
  'agreement.given',
  'agreement.confirmed',
  'agreement.varied',
  'agreement.withdrawn',
  'agreement.notConfirmed',
];

/** Entries about these recordings and no other. */
const aboutOnly = (numbers: RawBuilder<number>) =>
  sql`(trail_entry.sequence IN (SELECT sequence FROM trail_about
      WHERE id IN (SELECT id FROM recording WHERE number IN ${numbers}))
    AND trail_entry.kind NOT IN ${valuesOf(ofPatients)}
    AND NOT EXISTS (SELECT 1 FROM trail_about AS other JOIN recording ON recording.id = other.id
      WHERE other.sequence = trail_entry.sequence AND recording.number NOT IN ${numbers}))`;

/** Newest first. Entries that are about something are few beside all. */
async function window(
  unit: ReadUnit,
  ...[{ since, about, closedTo }, offset, limit]: Parameters<TrailStore['window']>
): ReturnType<TrailStore['window']> {
  const { kysely } = unit.connection;
  const all = kysely
    .selectFrom('trail_entry')
    .where(notClosedTo(unit, closedTo, aboutOnly))
    .where('trail_entry.at', '>=', since ?? ('' as NonNullable<typeof since>))
    .$if(about !== null, (query) =>
      query.where(
        sql<boolean>`trail_entry.sequence IN (SELECT sequence FROM trail_about WHERE id = ${about})`,
      ),
    );
  const rows = await all
    .leftJoin('trail_text', 'trail_text.sequence', 'trail_entry.sequence')
    .selectAll('trail_entry')
    .select(['trail_text.text', 'trail_text.salt'])
    .orderBy('trail_entry.sequence', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  const { total } = await all.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { total, entries: rows.map((row) => ({ ...toEntry(row), text: row.text, salt: row.salt })) };
}

export function readTrail(unit: ReadUnit): Pick<TrailStore, 'last' | 'from' | 'texts' | 'window'> {
  const { kysely } = unit.connection;
  const all = kysely.selectFrom('trail_entry').selectAll();
  return {
    async last() {
      const row = await all.orderBy('sequence', 'desc').limit(1).executeTakeFirst();
      return row ? toEntry(row) : null;
    },
    async from(sequence, limit) {
      const rows = await all.where('sequence', '>=', sequence).orderBy('sequence').limit(limit).execute();
      return rows.map(toEntry);
    },
    texts: (from, to) =>
      kysely
        .selectFrom('trail_text')
        .selectAll()
        .where('sequence', '>=', from)
        .where('sequence', '<=', to)
        .execute(),
    window: (...question) => window(unit, ...question),
  };
}

export function writeTrail(unit: WriteUnit): TrailStore {
  const { kysely } = unit.connection;
  return {
    ...readTrail(unit),
    async add(entry) {
      await kysely
        .insertInto('trail_entry')
        .values({
          sequence: entry.sequence,
          at: entry.at,
          by: entry.by,
          kind: entry.kind,
          about: JSON.stringify(entry.about),
          facts: JSON.stringify(entry.facts),
          text_commitment: entry.textCommitment,
          previous: entry.previous,
          hash: entry.hash,
        })
        .execute();
      for (const id of new Set(entry.about.map((thing) => thing.id)))
        await kysely.insertInto('trail_about').values({ id, sequence: entry.sequence }).execute();
    },
    async addText(sequence, salt, text) {
      await kysely.insertInto('trail_text').values({ sequence, salt, text }).execute();
    },
    async eraseTexts(about) {
      const { numDeletedRows } = await kysely
        .deleteFrom('trail_text')
        .where(
          'sequence',
          'in',
          sql<number>`(SELECT sequence FROM trail_about WHERE id IN ${valuesOf(about)})`,
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
