import { type Selectable, sql } from 'kysely';
import type { Id } from '../../../shared/kernel/id.ts';
import type { ErasureReader, ErasureWriter } from '../catalogue.ts';
import type { ErasureRow } from '../rows.ts';
import type { Schema } from './schema.ts';
import { countOf, numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

type Joined = Omit<Selectable<Schema['erasure']>, 'recording'> & { readonly recording: Id };

const toErasure = (row: Joined): ErasureRow => ({
  id: row.id,
  number: row.number,
  recording: row.recording,
  state: row.state,
  why: row.why,
  paragraph: row.paragraph,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  approvedBy: row.approved_by,
  approvedAt: row.approved_at,
  signature: row.signature,
  completedAt: row.completed_at,
  certificate: row.certificate,
});

export function readErasures(unit: ReadUnit): ErasureReader {
  const all = unit.connection.kysely
    .selectFrom('erasure')
    .innerJoin('recording', 'recording.number', 'erasure.recording')
    .selectAll('erasure')
    .select('recording.id as recording')
    .$castTo<Joined>();
  return {
    async open(recording) {
      const row = await all
        .where('recording.id', '=', recording)
        .where('erasure.state', 'in', ['proposed', 'approved'])
        .executeTakeFirst();
      return row ? toErasure(row) : null;
    },
    async get(id) {
      const row = await all.where('erasure.id', '=', id).executeTakeFirst();
      return row ? toErasure(row) : null;
    },
    async inState(state) {
      const rows = await all.where('erasure.state', '=', state).orderBy('erasure.number').execute();
      return rows.map(toErasure);
    },
    async certificates(offset, limit) {
      const rows = await all
        .where('erasure.state', '=', 'completed')
        .orderBy('erasure.number', 'desc')
        .offset(offset)
        .limit(limit)
        .execute();
      return {
        total: await countOf(unit, 'erasure', sql`state = 'completed'`),
        erasures: rows.map(toErasure),
      };
    },
    async byMark(mark) {
      const row = await all
        .innerJoin('erasure_mark', 'erasure_mark.erasure', 'erasure.number')
        .where('erasure_mark.mark', '=', mark)
        .executeTakeFirst();
      return row ? toErasure(row) : null;
    },
    marksOf: async (erasure) =>
      unit.connection.column<string>(
        sql`SELECT mark FROM erasure_mark JOIN erasure ON erasure.number = erasure_mark.erasure
          WHERE erasure.id = ${erasure} ORDER BY mark`.compile(unit.connection.kysely),
      ),
  };
}

const changed = (change: Parameters<ErasureWriter['change']>[1]) => ({
  ...(change.state !== undefined && { state: change.state }),
  ...(change.why !== undefined && { why: change.why }),
  ...(change.paragraph !== undefined && { paragraph: change.paragraph }),
  ...(change.proposedBy !== undefined && { proposed_by: change.proposedBy }),
  ...(change.proposedAt !== undefined && { proposed_at: change.proposedAt }),
  ...(change.approvedBy !== undefined && { approved_by: change.approvedBy }),
  ...(change.approvedAt !== undefined && { approved_at: change.approvedAt }),
  ...(change.signature !== undefined && { signature: change.signature }),
  ...(change.completedAt !== undefined && { completed_at: change.completedAt }),
  ...(change.certificate !== undefined && { certificate: change.certificate }),
});

export function writeErasures(unit: WriteUnit): ErasureWriter {
  const { kysely } = unit.connection;
  return {
    ...readErasures(unit),
    async propose(row) {
      const { number } = await kysely
        .insertInto('erasure')
        .values({
          ...(row.number !== undefined && { number: row.number }),
          id: row.id,
          recording: await numberOf(unit, 'recording', row.recording),
          state: row.state,
          why: row.why,
          paragraph: row.paragraph,
          proposed_by: row.proposedBy,
          proposed_at: row.proposedAt,
          approved_by: row.approvedBy,
          approved_at: row.approvedAt,
          signature: row.signature,
          completed_at: row.completedAt,
          certificate: row.certificate,
        })
        .returning('number')
        .executeTakeFirstOrThrow();
      return { ...row, number };
    },
    async change(id, change) {
      const columns = changed(change);
      if (Object.keys(columns).length > 0)
        await kysely.updateTable('erasure').set(columns).where('id', '=', id).execute();
    },
    async addMark(erasure, mark) {
      const number = await numberOf(unit, 'erasure', erasure);
      await kysely
        .insertInto('erasure_mark')
        .values({ mark, erasure: number })
        .onConflict((conflict) => conflict.column('mark').doUpdateSet({ erasure: number }))
        .execute();
    },
  };
}
