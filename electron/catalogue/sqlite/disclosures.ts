import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { OtherCheck } from '../../../shared/domain/disclosure/may-disclose.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type {
  DisclosureItemRow,
  DisclosureQuery,
  DisclosureReader,
  DisclosureRow,
  DisclosureWords,
  DisclosureWriter,
} from '../disclosures.ts';
import type { Schema } from './schema.ts';
import { notClosedTo } from './seals.ts';
import { countOf, findNumber, flag, numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

const toDisclosure = (row: Selectable<Schema['disclosure']>): DisclosureRow => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  means: row.means,
  state: row.state,
  about: row.about,
  viewer: row.viewer,
  recipient: row.recipient,
  organisation: row.organisation,
  words: row.words === null ? null : (JSON.parse(row.words) as DisclosureWords),
  hours: row.hours,
  proposedBy: row.proposed_by,
  proposedAs: row.proposed_as,
  proposedAt: row.proposed_at,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  secondMissing: row.second_missing === 1,
  signature: row.signature,
  endsAt: row.ends_at,
  endedBy: row.ended_by,
  endedAt: row.ended_at,
  review: row.review,
  reviewedBy: row.reviewed_by,
  reviewedAt: row.reviewed_at,
  duty: row.duty,
});

async function narrowed(unit: ReadUnit, { recording, concerning, closedTo }: DisclosureQuery) {
  const conditions: RawBuilder<SqlBool>[] = [
    notClosedTo(
      unit,
      closedTo,
      (closed) => sql`(${closedTo} NOT IN (proposed_by, coalesce(viewer, ''), coalesce(decided_by, ''))
        AND number IN (SELECT disclosure FROM disclosure_item WHERE recording IN ${closed}))`,
    ),
  ];
  if (concerning) conditions.push(sql<SqlBool>`(proposed_by = ${concerning} OR viewer = ${concerning})`);
  if (recording) {
    const number = (await findNumber(unit, 'recording', recording)) ?? 0;
    conditions.push(
      sql<SqlBool>`number IN (SELECT disclosure FROM disclosure_item WHERE recording = ${number})`,
    );
  }
  return sql<SqlBool>`${sql.join(conditions, sql` AND `)}`;
}

export function readDisclosures(unit: ReadUnit): DisclosureReader {
  const { kysely } = unit.connection;
  const all = kysely.selectFrom('disclosure').selectAll();
  return {
    async get(id) {
      const row = await all.where('id', '=', id).executeTakeFirst();
      return row ? toDisclosure(row) : null;
    },
    async items(disclosure) {
      const rows = await kysely
        .selectFrom('disclosure_item')
        .innerJoin('disclosure', 'disclosure.number', 'disclosure_item.disclosure')
        .innerJoin('recording', 'recording.number', 'disclosure_item.recording')
        .select(['recording.id as recording', 'rendition', 'disclosure_item.mark', 'checks'])
        .where('disclosure.id', '=', disclosure)
        .orderBy('position')
        .execute();
      return rows.map(({ checks, ...row }) => ({ ...row, checks: JSON.parse(checks) as OtherCheck[] }));
    },
    async list(query, offset, limit) {
      const where = await narrowed(unit, query);
      const rows = await all.where(where).orderBy('number', 'desc').offset(offset).limit(limit).execute();
      return { total: await countOf(unit, 'disclosure', where), disclosures: rows.map(toDisclosure) };
    },
  };
}

const columns = (change: Parameters<DisclosureWriter['change']>[1]) => ({
  ...(change.state !== undefined && { state: change.state }),
  ...(change.words !== undefined && { words: change.words && JSON.stringify(change.words) }),
  ...(change.decidedBy !== undefined && { decided_by: change.decidedBy }),
  ...(change.decidedAt !== undefined && { decided_at: change.decidedAt }),
  ...(change.secondMissing !== undefined && { second_missing: flag(change.secondMissing) }),
  ...(change.signature !== undefined && { signature: change.signature }),
  ...(change.endsAt !== undefined && { ends_at: change.endsAt }),
  ...(change.endedBy !== undefined && { ended_by: change.endedBy }),
  ...(change.endedAt !== undefined && { ended_at: change.endedAt }),
  ...(change.review !== undefined && { review: change.review }),
  ...(change.reviewedBy !== undefined && { reviewed_by: change.reviewedBy }),
  ...(change.reviewedAt !== undefined && { reviewed_at: change.reviewedAt }),
  ...(change.duty !== undefined && { duty: change.duty }),
});

async function add(
  unit: WriteUnit,
  { words, proposedBy, proposedAs, proposedAt, ...row }: Parameters<DisclosureWriter['add']>[0],
  items: readonly DisclosureItemRow[],
): Promise<DisclosureRow> {
  const { kysely } = unit.connection;
  const added = await kysely
    .insertInto('disclosure')
    .values({
      ...row,
      state: 'proposed',
      words: JSON.stringify(words),
      proposed_by: proposedBy,
      proposed_as: proposedAs,
      proposed_at: proposedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  for (const [position, { recording, rendition, mark, checks }] of items.entries()) {
    await kysely
      .insertInto('disclosure_item')
      .values({
        disclosure: added.number,
        recording: await numberOf(unit, 'recording', recording),
        position,
        rendition,
        mark,
        checks: JSON.stringify(checks),
      })
      .execute();
  }
  return toDisclosure(added);
}

/** What people wrote, whom it was about and what was checked go with a recording; that it was disclosed stays. */
export async function forgetDisclosed({ connection }: WriteUnit, recording: number): Promise<void> {
  const { kysely } = connection;
  const of = sql<SqlBool>`number IN (SELECT disclosure FROM disclosure_item WHERE recording = ${recording})`;
  await kysely.updateTable('disclosure').set({ words: null, about: null }).where(of).execute();
  await kysely
    .updateTable('disclosure')
    .set({ recipient: '' })
    .where(of)
    .where('kind', '=', 'patientsCopy')
    .execute();
  await kysely
    .updateTable('disclosure_item')
    .set({ mark: '', checks: '[]' })
    .where('recording', '=', recording)
    .execute();
}

export function writeDisclosures(unit: WriteUnit): DisclosureWriter {
  return {
    ...readDisclosures(unit),
    add: (disclosure, items) => add(unit, disclosure, items),
    async change(id: Id, change) {
      const set = columns(change);
      if (Object.keys(set).length > 0)
        await unit.connection.kysely.updateTable('disclosure').set(set).where('id', '=', id).execute();
    },
  };
}
