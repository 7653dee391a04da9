import type { AgreementEvent } from '../../shared/domain/agreement/agreement.ts';
import { type Approach, roundState } from '../../shared/domain/agreement/asking.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { AgreementRow } from '../catalogue/rows.ts';
import { openAgreement } from './agreements.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { gatherFacts } from './gather.ts';
import { agreementNumber, personOf, recordingReference, subjectName, subjectNumber } from './names.ts';

type ToConfirm = Output<'round.list'>['agreements'][number];
type Form = Output<'round.viewing'>['forms'][number];

async function sayOne(
  { rooms }: Context,
  reader: CatalogueReader,
  row: AgreementRow,
  due: Day,
): Promise<ToConfirm> {
  const history = await reader.agreements.history(row.id);
  const approaches = [];
  for (const { by, event } of history) {
    if (event.kind !== 'asked') continue;
    const { on, means, outcome, note } = event;
    approaches.push({ on, means, outcome, note, by: await personOf(reader, by) });
  }
  const recordings = [];
  for (const id of await reader.agreements.recordingsOf(row.id))
    recordings.push(await recordingReference(reader, id));
  return {
    id: row.id,
    number: agreementNumber(row.number),
    subjects: (await reader.subjects.getMany(row.subjects)).map((subject) => ({
      id: subject.id,
      number: subjectNumber(subject.number),
      name: subjectName(subject),
    })),
    recordings,
    due,
    state: roundState(approaches, rooms.clock.today()),
    approaches,
    shownOn: history.findLast(({ event }) => event.kind === 'shown')?.event.on ?? null,
  };
}

/** The first due first; a clinician sees those of patients whom they treat. */
const list = (context: Context, input: Parsed<'round.list'>): Promise<Output<'round.list'>> => {
  const { rooms, caller } = context;
  const treatedBy = caller.role === 'clinician' ? { user: caller.user, today: rooms.clock.today() } : null;
  return rooms.catalogue.read(async (reader) => {
    const { total, agreements } = await reader.agreements.toConfirm(
      input.offset,
      input.limit,
      treatedBy,
      caller.user,
    );
    const said = [];
    for (const { id, due } of agreements) {
      const row = await reader.agreements.get(id);
      if (row) said.push(await sayOne(context, reader, row, due));
    }
    return { total, agreements: said };
  });
};

/** Neither is an answer: what may be used stays as it is. @throws CustosError `conflict`, `invalid-input` */
async function enter(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  row: AgreementRow,
  event: Extract<AgreementEvent, { kind: 'asked' | 'shown' }>,
  about: readonly Id[],
): Promise<void> {
  if (row.afterRecording === 'withdrawn')
    throw new CustosError(
      'conflict',
      'One of these agreements was withdrawn, and nobody is asked about it any more.',
    );
  if (event.on > rooms.clock.today() || event.on < row.terms.givenOn)
    throw new CustosError('invalid-input', 'Please give a day from the giving of the agreement to today.', {
      field: 'on',
    });
  await writer.agreements.addEvent(row.id, event, caller.user, rooms.clock.now());
  await rooms.record(writer, {
    kind: `agreement.${event.kind}`,
    by: caller.user,
    about: [
      { noun: 'agreement', id: row.id },
      ...row.subjects.map((id) => ({ noun: 'subject' as const, id })),
      ...about.map((id) => ({ noun: 'rendition' as const, id })),
    ],
    facts:
      event.kind === 'asked'
        ? { on: event.on, means: event.means, outcome: event.outcome }
        : { on: event.on },
    ...(event.note === '' ? {} : { text: event.note }),
  });
}

async function approach(
  context: Context,
  { agreements, approach: made }: Parsed<'round.approach'>,
): Promise<Output<'round.approach'>> {
  const { rooms } = context;
  const event: { kind: 'asked' } & Approach = { kind: 'asked', ...made };
  const all = [...new Set(agreements)];
  await rooms.catalogue.write(async (writer) => {
    for (const id of all) await enter(context, writer, await openAgreement(context, writer, id), event, []);
  });
  rooms.emit({ kind: 'changed', nouns: ['agreement', 'trail'] });
  return { entered: all.length };
}

/** The form in which a recording would be shown [14c]: its newest signed-off copy, or as it is where that was agreed. */
async function formOf(reader: CatalogueReader, row: AgreementRow, id: Id): Promise<Form | null> {
  const facts = await gatherFacts(reader, id);
  if (!facts || facts.recording.state === 'erased') return null;
  const recording = await recordingReference(reader, id);
  const { kind } = facts.recording;
  const copy = facts.renditions.findLast(
    ({ row: one, signOff }) => one.kind === 'anonymised' && signOff !== null,
  );
  if (copy) return { recording, kind, form: 'anonymised', rendition: copy.row.id };
  const original = facts.renditions.find(({ row: one }) => one.kind === 'original');
  return row.terms.identifiableAllowed && original
    ? { recording, kind, form: 'original', rendition: original.row.id }
    : { recording, kind, form: 'none', rendition: null };
}

export async function formsOf(reader: CatalogueReader, row: AgreementRow): Promise<Form[]> {
  const forms = [];
  for (const id of await reader.agreements.recordingsOf(row.id)) {
    const form = await formOf(reader, row, id);
    if (form) forms.push(form);
  }
  return forms;
}

/** It opens nothing: each rendition is opened as consent work, by the table of custody. */
const viewing = (context: Context, input: Parsed<'round.viewing'>): Promise<Output<'round.viewing'>> =>
  context.rooms.catalogue.read(async (reader) => {
    const row = await openAgreement(context, reader, input.agreement);
    return { id: row.id, number: agreementNumber(row.number), forms: await formsOf(reader, row) };
  });

/** What they said to each recording, as a sentence for the history. */
function saidOf(forms: readonly Form[], answers: Parsed<'round.shown'>['answers']): string {
  const said = answers.flatMap(({ rendition, answer }) => {
    const number = forms.find((form) => form.rendition === rendition)?.recording.number;
    return number ? [`${answer} to ${number}`] : [];
  });
  return said.length === 0 ? '' : `Asked whether it may be shown in this form: ${said.join(', ')}.`;
}

async function shown(context: Context, input: Parsed<'round.shown'>): Promise<Output<'round.shown'>> {
  const { rooms, caller } = context;
  const renditions = [...new Set(input.renditions)];
  if (rooms.handedOver.isFinished(caller.session))
    throw new CustosError('conflict', 'It is entered already that they have seen these recordings.');
  await rooms.catalogue.write(async (writer) => {
    const row = await openAgreement(context, writer, input.agreement);
    const forms = await formsOf(writer, row);
    const may = new Set(forms.map(({ rendition }) => rendition));
    if (![...renditions, ...input.answers.map(({ rendition }) => rendition)].every((id) => may.has(id)))
      throw new CustosError(
        'conflict',
        'One of these is not the form in which the recording will be shown: its anonymised copy has changed since, or is not signed off.',
      );
    const { on } = input;
    const note = [input.note, saidOf(forms, input.answers)].filter(Boolean).join(' ');
    await enter(context, writer, row, { kind: 'shown', on, note, renditions }, renditions);
  });
  if (rooms.handedOver.of(caller.session)) rooms.handedOver.finish(caller.session);
  rooms.emit({ kind: 'changed', nouns: ['agreement', 'trail'] });
  return {};
}

export const roundOperations: Handlers = {
  'round.list': list,
  'round.approach': approach,
  'round.viewing': viewing,
  'round.shown': shown,
};
