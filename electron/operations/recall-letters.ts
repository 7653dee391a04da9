import { mediaUrl } from '../../shared/contract/media-url.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { recallLetterPdf } from './documents/recall-letter.ts';
import { releaseNumber } from './names.ts';

/** A letter to the recipient of a release, for those of its copies that were entered as recalled. */
async function letter(
  { rooms, caller }: Context,
  { release, by }: Parsed<'release.recallLetter'>,
): Promise<Output<'release.recallLetter'>> {
  const { row, recalled } = await rooms.catalogue.read(async (reader) => ({
    row: await reader.releases.get(release),
    recalled: (await reader.releases.items(release)).filter(({ state }) => state === 'recalled'),
  }));
  if (!row) throw new CustosError('not-found', 'There is no such release.');
  if (recalled.length === 0)
    throw new CustosError(
      'conflict',
      'No copy of this release is recalled. Enter the recall of each copy first; the letter then names them.',
    );
  const number = releaseNumber(row.number);
  const bytes = await recallLetterPdf({
    number,
    library: rooms.settings.name,
    writtenOn: rooms.clock.today(),
    writtenBy: caller.name,
    releasedOn: rooms.clock.dayOf(row.at),
    recipient: row.recipient,
    organisation: row.organisation,
    purpose: row.purpose,
    by,
    files: recalled.map(({ fileName }) => fileName).filter((name) => name !== ''),
  });
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'release.letterPrinted',
      by: caller.user,
      about: [
        { noun: 'release', id: row.id },
        ...recalled.map(({ recording }) => ({ noun: 'recording' as const, id: recording })),
      ],
      facts: { copies: recalled.length, by },
    }),
  );
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: { what: 'bytes', bytes, type: 'application/pdf', fileName: `recall-${number}.pdf` },
    recordings: [],
  });
  return { url: mediaUrl(grant.token), expiresAt: grant.expiresAt };
}

export const recallLetterOperations: Handlers = { 'release.recallLetter': letter };
