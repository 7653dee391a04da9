import { agreementsOf, entryFault, type FormEntry } from '../../../shared/domain/consent-form/entry.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { FormRow } from '../../catalogue/forms.ts';
import { addAgreement, addEvent } from '../agreements.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { formNumber } from '../names.ts';
import { openForm, patientOf } from './form-facts.ts';
import { wordingOf } from './templates.ts';

/** The recordings that it was issued for, as far as they still show the patient and stand. */
async function recordingsOf(reader: CatalogueReader, form: Id, subject: Id): Promise<Id[]> {
  const recordings = [];
  for (const id of await reader.forms.recordingsOf(form))
    if ((await reader.recordings.subjectsOf(id)).includes(subject)) recordings.push(id);
  return recordings;
}

/** The signed paper goes with the agreement, where erasing and opening reach it as any other. */
async function handOver(writer: CatalogueWriter, form: Id, agreement: Id): Promise<void> {
  for (const { id, blob, type, bytes } of await writer.forms.scans(form)) {
    if (blob === null) continue;
    await writer.forms.releaseScan(id);
    await writer.agreements.addScan({ id, agreement, blob, type, bytes });
  }
}

type Made = Output<'agreement.create'>;

/** Enters what was agreed to and what was refused; each is checked as if it were entered by itself. */
async function makeAgreements(
  context: Context,
  writer: CatalogueWriter,
  row: FormRow,
  entry: FormEntry,
): Promise<{ readonly agreements: readonly Made[]; readonly refused: boolean }> {
  const template = await wordingOf(writer, row.purpose, row.version);
  const fault = entryFault(template, entry);
  if (fault) throw new CustosError('conflict', fault);
  const { id: subject } = await patientOf(writer, row);
  const links = { subjects: [subject], recordings: await recordingsOf(writer, row.id, subject) };
  const { agreed, refused } = agreementsOf(template, entry);
  const agreements: Made[] = [];
  if (agreed) agreements.push(await addAgreement(context, writer, { terms: agreed, ...links }));
  if (refused) {
    const made = await addAgreement(context, writer, { terms: refused, ...links });
    const note = `Answered no on form ${formNumber(row.number)}.`;
    const event = { kind: 'withdrawn' as const, on: refused.givenOn, note };
    await addEvent(context, writer, { agreement: made.id, event });
    agreements.push(made);
  }
  return { agreements, refused: agreed === null };
}

function assertDue({ rooms }: Context, row: FormRow, entry: FormEntry): void {
  if (row.state !== 'returned')
    throw new CustosError(
      'conflict',
      row.state === 'out'
        ? 'No scan of this form is here yet. Hand over the signed form first.'
        : row.state === 'void'
          ? 'This form is void, so nothing can be entered from it.'
          : 'What is ticked on this form is entered already.',
    );
  if (entry.givenOn > rooms.clock.today())
    throw new CustosError('invalid-input', 'A form cannot be signed in the future.', {
      field: 'entry.givenOn',
    });
}

/** Enters a signed form: its agreements, its state and the place of its scan change together or not at all. */
async function enter(context: Context, { form, entry }: Parsed<'form.enter'>): Promise<Output<'form.enter'>> {
  const { rooms, caller } = context;
  const done = await rooms.catalogue.write(async (writer) => {
    const row = await openForm(context, writer, form);
    assertDue(context, row, entry);
    const made = await makeAgreements(context, writer, row, entry);
    const [first] = made.agreements;
    if (!first) throw new CustosError('conflict', 'Nothing on this form was answered.');
    await handOver(writer, form, first.id);
    const change = { changedAt: rooms.clock.now(), changedBy: caller.user };
    await writer.forms.change(form, { state: 'entered', ...change, entry, agreement: first.id });
    await rooms.record(writer, {
      kind: 'form.entered',
      by: caller.user,
      about: [
        { noun: 'form', id: form },
        { noun: 'subject', id: row.subject },
        ...made.agreements.map(({ id }) => ({ noun: 'agreement' as const, id })),
      ],
      facts: { refused: made.refused },
    });
    return { agreements: made.agreements.map((agreement) => ({ ...agreement })), refused: made.refused };
  });
  rooms.emit({ kind: 'changed', nouns: ['form', 'agreement', 'recording', 'queue', 'trail'] });
  return done;
}

export const enterOperations: Handlers = { 'form.enter': enter };
