import { join } from 'node:path';
import { disclosureNames } from '../../../shared/domain/disclosure/words.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { DisclosureRow } from '../../catalogue/disclosures.ts';
import type { Context } from '../context.ts';
import { disclosureStatementPdf } from '../documents/disclosure-papers.ts';
import { disclosureNumber } from '../names.ts';
import { type Copy, fileRow, manifestCsv, once } from '../release-files.ts';
import { writeOut } from '../release-folder.ts';

interface Given {
  readonly row: DisclosureRow;
  /** The number of the release. */
  readonly number: string;
  readonly at: Instant;
}

function manifestJson(
  { rooms, caller }: Context,
  { row, number, at }: Given,
  copies: readonly Copy[],
): string {
  const manifest = {
    release: number,
    disclosure: disclosureNumber(row.number),
    kind: disclosureNames[row.kind],
    library: rooms.settings.name,
    givenAt: at,
    givenBy: caller.name,
    recipient: row.recipient,
    organisation: row.organisation,
    files: copies.map(fileRow),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The list of what was given, in both forms, and a page for the recipient. */
export async function papersOf(
  context: Context,
  given: Given,
  copies: readonly Copy[],
  folder: string,
): Promise<void> {
  const { rooms, caller } = context;
  const { row, number } = given;
  const at = new Date(given.at);
  const statement = await disclosureStatementPdf({
    ...{ number, disclosure: disclosureNumber(row.number), kind: row.kind, library: rooms.settings.name },
    ...{ givenOn: rooms.clock.today(), givenBy: caller.name, files: copies.length },
    ...{ recipient: row.recipient, organisation: row.organisation },
  });
  const write = (name: string, bytes: Uint8Array) => writeOut(join(folder, name), once(bytes), at);
  await write('manifest.json', Buffer.from(manifestJson(context, given, copies)));
  await write('manifest.csv', Buffer.from(manifestCsv(copies)));
  await write('statement.pdf', statement);
}
