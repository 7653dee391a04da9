import { sql } from 'kysely';
import type { Id } from '../../../shared/kernel/id.ts';
import type { PrintReader, PrintWriter } from '../catalogue.ts';
import type { ReadUnit, WriteUnit } from './unit.ts';

/** Words of 32 bits in a print, as the migration bounds it. */
const printWords = 6;

export function readPrints({ connection }: ReadUnit): PrintReader {
  const { kysely } = connection;
  return {
    async all() {
      const query = sql<string>`SELECT rendition || hex(print) FROM rendition_print WHERE print IS NOT NULL
        ORDER BY rendition`;
      const rows = connection.column<string>(query.compile(kysely));
      const prints = new Uint32Array(rows.length * printWords);
      const bytes = Buffer.from(prints.buffer);
      const renditions = rows.map((row, at) => {
        const from = row.length - printWords * 8;
        bytes.write(row.slice(from), at * printWords * 4, 'hex');
        return row.slice(0, from) as Id;
      });
      return { renditions, prints };
    },
    missing: async (after, limit) =>
      connection.column<Id>(
        sql`SELECT rendition.id FROM rendition JOIN recording ON recording.number = rendition.recording
          WHERE rendition.id > ${after ?? ''} AND recording.kind <> 'audio'
            AND recording.state IN ('active', 'quarantined')
            AND NOT EXISTS (SELECT 1 FROM rendition_print WHERE rendition_print.rendition = rendition.id)
          ORDER BY rendition.id LIMIT ${limit}`.compile(kysely),
      ),
  };
}

export function writePrints(unit: WriteUnit): PrintWriter {
  return {
    ...readPrints(unit),
    async set(rendition, print) {
      const bytes = print && Buffer.from(print.buffer, print.byteOffset, print.byteLength);
      await unit.connection.kysely
        .insertInto('rendition_print')
        .values({ rendition, print: bytes })
        .onConflict((conflict) => conflict.column('rendition').doUpdateSet({ print: bytes }))
        .execute();
    },
  };
}
