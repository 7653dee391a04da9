import { createReadStream } from 'node:fs';
import { mediaUrl } from '../../shared/contract/media-url.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { ScanRow } from '../catalogue/rows.ts';
import { openAgreement } from './agreements.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { scanFile } from './scan-file.ts';

async function attach(
  context: Context,
  input: Parsed<'agreement.attach'>,
): Promise<Output<'agreement.attach'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.read((reader) => openAgreement(context, reader, input.agreement));
  const { path, type } = await scanFile(context, input);
  if (type === 'image/tiff')
    throw new CustosError(
      'unsupported',
      'A signed form can be a PDF, a JPEG or a PNG. Please scan it again as one of these.',
    );
  const { blob, bytes } = await rooms.vault.put(createReadStream(path));
  const scan = rooms.clock.newId();
  await rooms.catalogue.write(async (writer) => {
    await writer.agreements.addScan({ id: scan, agreement: input.agreement, blob, type, bytes });
    await rooms.record(writer, {
      kind: 'agreement.attached',
      by: caller.user,
      about: [{ noun: 'agreement', id: input.agreement }],
      facts: { type, bytes },
    });
  });
  if (input.upload) await rooms.uploads.drop(input.upload);
  rooms.emit({ kind: 'changed', nouns: ['agreement', 'trail'] });
  return { scan };
}

/** The form, if its agreement is open to the caller. @throws CustosError `not-found`, `not-allowed` */
async function findScan(
  context: Context,
  reader: CatalogueReader,
  id: Id,
): Promise<{ readonly scan: ScanRow; readonly recordings: readonly Id[] }> {
  const scan = await reader.agreements.scan(id);
  if (!scan) throw new CustosError('not-found', 'There is no such form.');
  await openAgreement(context, reader, scan.agreement);
  return { scan, recordings: await reader.agreements.recordingsOf(scan.agreement) };
}

/** A signed form names the patient: opening it is consent work, and each opening is in the trail. */
async function openScan(
  context: Context,
  input: Parsed<'agreement.openScan'>,
): Promise<Output<'agreement.openScan'>> {
  const { rooms, caller } = context;
  const find = () => rooms.catalogue.read((reader) => findScan(context, reader, input.scan));
  const { scan, recordings } = await find();
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'agreement.scanOpened',
      by: caller.user,
      about: [{ noun: 'agreement', id: scan.agreement }],
      facts: {},
    }),
  );
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: { what: 'blob', blob: scan.blob, type: scan.type, kind: 'document' },
    recordings,
    again: async () => (await find()).scan.blob === scan.blob,
  });
  return { url: mediaUrl(grant.token), type: scan.type, expiresAt: grant.expiresAt };
}

export const scanOperations: Handlers = { 'agreement.attach': attach, 'agreement.openScan': openScan };
