import { mediaUrl } from '../../../shared/contract/media-url.ts';
import { formatIdentifier, identifierNames } from '../../../shared/domain/subject/identifier.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { FormRow } from '../../catalogue/forms.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { type ConsentForm, consentFormsPdf } from '../documents/consent-form.ts';
import { formNumber, subjectName, subjectNumber } from '../names.ts';
import { openForm, patientOf } from './form-facts.ts';
import { pageCode } from './page-check.ts';
import { wordingOf } from './templates.ts';

export async function printed(
  { rooms }: Context,
  reader: CatalogueReader,
  row: FormRow,
): Promise<ConsentForm> {
  const patient = await patientOf(reader, row);
  const [identifier] = patient.identifiers;
  return {
    number: formNumber(row.number),
    library: rooms.settings.name,
    template: await wordingOf(reader, row.purpose, row.version),
    version: row.version,
    publication: row.publication,
    patient: {
      name: subjectName(patient) || subjectNumber(patient.number),
      bornOn: patient.bornOn,
      identifier: identifier
        ? `${identifierNames[identifier.kind]} ${formatIdentifier(identifier.kind, identifier.value)}`
        : subjectNumber(patient.number),
    },
    codeOf: (page, pages) => pageCode(rooms, row.number, page, pages),
  };
}

/** A form names its patient: printing one is consent work, and each print is in the trail. */
async function print(context: Context, input: Parsed<'form.print'>): Promise<Output<'form.print'>> {
  const { rooms, caller } = context;
  const rows = await rooms.catalogue.read(async (reader) => {
    const open = [];
    for (const id of new Set(input.forms)) {
      const row = await openForm(context, reader, id);
      if (row.state === 'void')
        throw new CustosError('conflict', `Form ${formNumber(row.number)} is void. Please issue a new one.`);
      open.push({ row, form: await printed(context, reader, row) });
    }
    return open;
  });
  const bytes = await consentFormsPdf(rows.map(({ form }) => form));
  await rooms.catalogue.write(async (writer) => {
    for (const { row } of rows) {
      // The patient may have left the caller's care while the pages were set.
      const { id, subject } = await openForm(context, writer, row.id);
      const about = [
        { noun: 'form' as const, id },
        { noun: 'subject' as const, id: subject },
      ];
      await rooms.record(writer, { kind: 'form.printed', by: caller.user, about, facts: {} });
    }
  });
  const fileName =
    rows.length === 1 ? `form-${rows[0]?.form.number}.pdf` : `forms-${rooms.clock.today()}.pdf`;
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: { what: 'bytes', bytes, type: 'application/pdf', fileName },
    recordings: [],
  });
  return { url: mediaUrl(grant.token), expiresAt: grant.expiresAt };
}

export const printOperations: Handlers = { 'form.print': print };
