import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import { assertLinks } from '../agreements.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { formNumber } from '../names.ts';
import { openForm, sayForm, showForm } from './form-facts.ts';
import { storedWording } from './templates.ts';

/** Of these recordings those that show a patient. */
async function showing(reader: CatalogueReader, recordings: readonly Id[], subject: Id): Promise<Id[]> {
  const shown = [];
  for (const id of recordings) if ((await reader.recordings.subjectsOf(id)).includes(subject)) shown.push(id);
  return shown;
}

/** One form for each patient: nobody reads on theirs who else is asked. */
async function issue(context: Context, input: Parsed<'form.issue'>): Promise<Output<'form.issue'>> {
  const { rooms, caller } = context;
  const { purpose, publication } = input;
  if ((purpose === 'publication') !== (publication !== ''))
    throw new CustosError(
      'invalid-input',
      'A form about publication names the publication; no other form names one.',
      { field: 'publication' },
    );
  const forms = await rooms.catalogue.write(async (writer) => {
    const subjects = [...new Set(input.subjects)];
    await assertLinks(context, writer, subjects, input.recordings);
    const { version } = await storedWording(context, writer, purpose);
    const issued = [];
    for (const subject of subjects) {
      const recordings = await showing(writer, [...new Set(input.recordings)], subject);
      const by = { issuedAt: rooms.clock.now(), issuedBy: caller.user };
      const form = { id: rooms.clock.newId(), purpose, version, subject, publication, ...by };
      const { id, number } = await writer.forms.add(form, recordings);
      await rooms.record(writer, {
        kind: 'form.issued',
        by: caller.user,
        about: [
          { noun: 'form', id },
          { noun: 'subject', id: subject },
          ...recordings.map((recording) => ({ noun: 'recording' as const, id: recording })),
        ],
        facts: { number, purpose, version },
      });
      issued.push({ id, number: formNumber(number) });
    }
    return issued;
  });
  rooms.emit({ kind: 'changed', nouns: ['form', 'trail'] });
  return { forms };
}

const list = ({ rooms, caller }: Context, input: Parsed<'form.list'>): Promise<Output<'form.list'>> =>
  rooms.catalogue.read(async (reader) => {
    const { offset, limit, ...query } = input;
    const clinician = caller.role === 'clinician';
    const treatedBy = clinician ? { user: caller.user, today: rooms.clock.today() } : null;
    const page = await reader.forms.list({ ...query, treatedBy }, offset, limit);
    const forms = [];
    for (const row of page.forms) forms.push(await sayForm(reader, row));
    return { total: page.total, forms };
  });

const show = (context: Context, { form }: Parsed<'form.show'>): Promise<Output<'form.show'>> =>
  context.rooms.catalogue.read(async (reader) => showForm(reader, await openForm(context, reader, form)));

/** A form that is void stays in the list with its reason; its scan stays until its recordings or its patient go. */
async function markVoid(
  context: Context,
  { form, reason }: Parsed<'form.void'>,
): Promise<Output<'form.void'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    const row = await openForm(context, writer, form);
    if (row.state === 'entered')
      throw new CustosError(
        'conflict',
        'What is ticked on this form is entered. Record with its agreement that it was withdrawn or varied instead.',
      );
    if (row.state === 'void') throw new CustosError('conflict', 'This form is void already.');
    const change = { changedAt: rooms.clock.now(), changedBy: caller.user };
    await writer.forms.change(form, { state: 'void', reason, ...change });
    await rooms.record(writer, {
      kind: 'form.voided',
      by: caller.user,
      about: [
        { noun: 'form', id: form },
        { noun: 'subject', id: row.subject },
      ],
      facts: {},
      text: reason,
    });
  });
  rooms.emit({ kind: 'changed', nouns: ['form', 'trail'] });
  return {};
}

export const issueOperations: Handlers = {
  'form.issue': issue,
  'form.list': list,
  'form.show': show,
  'form.void': markVoid,
};
