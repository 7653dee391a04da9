import { mediaUrl } from '../../../shared/contract/media-url.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { openForm } from './form-facts.ts';

/** A signed form names the patient: opening it is consent work, and each opening is in the trail. */
async function openScan(
  context: Context,
  { scan: id }: Parsed<'form.openScan'>,
): Promise<Output<'form.openScan'>> {
  const { rooms, caller } = context;
  const find = () =>
    rooms.catalogue.read(async (reader) => {
      const scan = await reader.forms.scan(id);
      if (!scan?.blob) throw new CustosError('not-found', 'There is no such scan with a form.');
      const form = await openForm(context, reader, scan.form);
      const recordings = await reader.forms.recordingsOf(form.id);
      return { form, recordings, blob: scan.blob, type: scan.type };
    });
  const { form, recordings, blob, type } = await find();
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'form.scanOpened',
      by: caller.user,
      about: [
        { noun: 'form', id: form.id },
        { noun: 'subject', id: form.subject },
      ],
      facts: {},
    }),
  );
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: { what: 'blob', blob, type, kind: 'document' },
    recordings,
    again: async () => (await find()).blob === blob,
  });
  return { url: mediaUrl(grant.token), type, expiresAt: grant.expiresAt };
}

export const formScanOperations: Handlers = { 'form.openScan': openScan };
