import { mediaUrl } from '../../shared/contract/media-url.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { certificatePdf } from './documents/certificate.ts';
import { certificateOf } from './erase-recording.ts';

/** The certificate as a page to print and file. */
async function print(
  { rooms, caller }: Context,
  input: Parsed<'erasure.certificatePdf'>,
): Promise<Output<'erasure.certificatePdf'>> {
  const row = await rooms.catalogue.read((reader) => reader.erasures.get(input.certificate));
  if (!row) throw new CustosError('not-found', 'There is no such certificate.');
  const certificate = certificateOf(row);
  const bytes = await certificatePdf(certificate, rooms.settings.name);
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'erasure.certificatePrinted',
      by: caller.user,
      about: [{ noun: 'erasure', id: row.id }],
      facts: {},
    }),
  );
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: {
      what: 'bytes',
      bytes,
      type: 'application/pdf',
      fileName: `certificate-${certificate.number}.pdf`,
    },
    recordings: [],
  });
  return { url: mediaUrl(grant.token), expiresAt: grant.expiresAt };
}

export const certificateOperations: Handlers = { 'erasure.certificatePdf': print };
