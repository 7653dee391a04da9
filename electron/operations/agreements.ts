import { type AgreementEvent, eventFault, type Terms } from '../../shared/domain/agreement/agreement.ts';
import { authorityFault } from '../../shared/domain/agreement/authority.ts';
import { variationFault } from '../../shared/domain/agreement/variation.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { AgreementRow, RecordingRow } from '../catalogue/rows.ts';
import { closingOf, effectAhead, effectOf } from './agreement-effect.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { agreementNumber, personOf, recordingReference, subjectName, subjectNumber } from './names.ts';
import { recallCopies } from './recall.ts';
import { standingSubject } from './subjects.ts';
import { mayReadSubject, workableRecording } from './treats.ts';

type Effect = Output<'agreement.record'>;
type AgreementInput = Parsed<'agreement.create'>;

/** A clinician works with the agreements of patients they treat. @throws CustosError `not-allowed` */
export async function assertOpen(
  context: Context,
  reader: CatalogueReader,
  subjects: readonly Id[],
): Promise<void> {
  for (const subject of subjects) {
    if (!(await mayReadSubject(context, reader, subject)))
      throw new CustosError('not-allowed', 'You are not entered as one of this patient’s care team.');
  }
}

/** The agreement, if the caller may work with it. @throws CustosError `not-found`, `not-allowed` */
export async function openAgreement(
  context: Context,
  reader: CatalogueReader,
  id: Id,
): Promise<AgreementRow> {
  const row = await reader.agreements.get(id);
  if (!row) throw new CustosError('not-found', 'There is no such agreement.');
  await assertOpen(context, reader, row.subjects);
  return row;
}

async function sayAgreement(reader: CatalogueReader, row: AgreementRow): Promise<Output<'agreement.show'>> {
  const subjects = [];
  for (const subject of await reader.subjects.getMany(row.subjects)) {
    subjects.push({ id: subject.id, number: subjectNumber(subject.number), name: subjectName(subject) });
  }
  const recordings = [];
  for (const id of await reader.agreements.recordingsOf(row.id))
    recordings.push(await recordingReference(reader, id));
  const history = [];
  for (const { at, by, event } of await reader.agreements.history(row.id)) {
    const note = event.kind === 'given' ? '' : event.note;
    history.push({ at, by: await personOf(reader, by), on: event.on, kind: event.kind, note });
  }
  const scans = (await reader.agreements.scans(row.id)).map(({ id, type, bytes }) => ({ id, type, bytes }));
  const { terms } = row;
  return {
    id: row.id,
    number: agreementNumber(row.number),
    terms: {
      ...terms,
      capacityWords: terms.capacityWords ?? '',
      authority: terms.authority ? { ...terms.authority } : null,
      uses: [...terms.uses],
      viewers: [...terms.viewers],
      subjectThen: { ...terms.subjectThen },
      informed: { ...terms.informed },
    },
    afterRecording: row.afterRecording,
    subjects,
    recordings,
    history,
    scans,
  };
}

/** Ties between an agreement, its subjects and recordings: each recording depicts one of the subjects at least. */
export async function assertLinks(
  context: Context,
  reader: CatalogueReader,
  subjects: readonly Id[],
  recordings: readonly Id[],
): Promise<void> {
  await assertOpen(context, reader, subjects);
  for (const subject of subjects) await standingSubject(reader, subject);
  for (const recording of recordings) {
    // Before anything is said of whom it shows: the answer would tell a finder of an anonymised copy who it is.
    const depicted = (await workableRecording(context, reader, recording)).subjects;
    if (!depicted.some(({ row }) => subjects.includes(row.id))) {
      throw new CustosError(
        'conflict',
        'One of the recordings does not show this patient. Please say first whom it shows.',
      );
    }
  }
}

function assertAuthority({ givenBy, authority }: Terms, field: string): void {
  const fault = authorityFault(givenBy, authority ?? null);
  if (fault) throw new CustosError('invalid-input', fault, { field: `${field}.authority` });
}

/** Enters an agreement as part of a transaction. @throws CustosError as `agreement.create` does */
export async function addAgreement(
  context: Context,
  writer: CatalogueWriter,
  input: Pick<AgreementInput, 'subjects' | 'recordings'> & { readonly terms: Terms },
): Promise<Output<'agreement.create'>> {
  const { rooms, caller } = context;
  if (input.terms.givenOn > rooms.clock.today()) {
    throw new CustosError('invalid-input', 'An agreement cannot be dated in the future.', {
      field: 'terms.givenOn',
    });
  }
  assertAuthority(input.terms, 'terms');
  await assertLinks(context, writer, input.subjects, input.recordings);
  const event: AgreementEvent = { kind: 'given', on: input.terms.givenOn, terms: input.terms };
  const row = await writer.agreements.add(
    rooms.clock.newId(),
    event,
    caller.user,
    rooms.clock.now(),
    input.subjects,
    input.recordings,
  );
  await rooms.record(writer, {
    kind: 'agreement.given',
    by: caller.user,
    about: aboutAgreement(row.id, input.subjects, input.recordings),
    facts: {
      uses: input.terms.uses,
      toMake: input.terms.toMake,
      givenOn: input.terms.givenOn,
      form: input.terms.form,
      ...(input.terms.authority ? { authority: input.terms.authority.ground } : {}),
    },
  });
  await refreshRecordings(rooms, writer, input.recordings, caller.user);
  return { id: row.id, number: agreementNumber(row.number) };
}

async function create(
  context: Context,
  input: Parsed<'agreement.create'>,
): Promise<Output<'agreement.create'>> {
  const { rooms } = context;
  const created = await rooms.catalogue.write((writer) => addAgreement(context, writer, input));
  rooms.emit({ kind: 'changed', nouns: ['agreement', 'recording', 'queue', 'trail'] });
  return created;
}

const aboutAgreement = (agreement: Id, subjects: readonly Id[], recordings: readonly Id[]) => [
  { noun: 'agreement' as const, id: agreement },
  ...subjects.map((id) => ({ noun: 'subject' as const, id })),
  ...recordings.map((id) => ({ noun: 'recording' as const, id })),
];

async function link(context: Context, input: Parsed<'agreement.link'>): Promise<Output<'agreement.link'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    const row = await openAgreement(context, writer, input.agreement);
    await assertLinks(context, writer, [...new Set([...row.subjects, ...input.subjects])], input.recordings);
    await writer.agreements.link(row.id, input.subjects, input.recordings);
    await rooms.record(writer, {
      kind: 'agreement.linked',
      by: caller.user,
      about: aboutAgreement(row.id, input.subjects, input.recordings),
      facts: {},
    });
    await refreshRecordings(rooms, writer, await writer.agreements.recordingsOf(row.id), caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['agreement', 'recording', 'queue', 'trail'] });
  return {};
}

/**
 * From a withdrawal only what is in quarantine is untied, for there it stays: that its erasure is owed no more opens
 * nothing until a second person has looked, and whatever else the refusal keeps from being used stays kept [14e].
 * @throws CustosError `not-allowed`, `conflict`
 */
function assertStaysAside({ caller }: Context, { state }: RecordingRow): void {
  if (caller.role === 'clinician')
    throw new CustosError(
      'not-allowed',
      'This agreement was withdrawn or not confirmed. Please ask the custodian or governance to untie the recording.',
    );
  if (state !== 'quarantined')
    throw new CustosError(
      'conflict',
      'This agreement was withdrawn or not confirmed, and the recording is not in quarantine: untied, it might be used at once for what was refused. It stays tied. Where the patient agrees to its use, please enter a new agreement.',
    );
}

/**
 * Unties recordings that were tied to an agreement in error: nothing that was agreed to holds for them any more, and
 * copies that went out on it are asked back. The agreement itself stays as it was.
 */
async function unlink(
  context: Context,
  { agreement, recordings, reason }: Parsed<'agreement.unlink'>,
): Promise<Output<'agreement.unlink'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    const row = await openAgreement(context, writer, agreement);
    const ended = row.afterRecording === 'withdrawn' || row.afterRecording === 'notConfirmed';
    const tied = await writer.agreements.recordingsOf(row.id);
    for (const recording of recordings) {
      const { recording: known } = await workableRecording(context, writer, recording);
      if (ended) assertStaysAside(context, known);
      if (!tied.includes(recording))
        throw new CustosError('conflict', 'One of the recordings is not tied to this agreement.');
      await writer.agreements.unlinkRecording(row.id, recording);
      await recallCopies(context, writer, recording, 'it was tied to an agreement that is not about it');
    }
    await rooms.record(writer, {
      kind: 'agreement.unlinked',
      by: caller.user,
      about: aboutAgreement(row.id, row.subjects, recordings),
      facts: ended ? { ended } : {},
      text: reason,
    });
    await refreshRecordings(rooms, writer, recordings, caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['agreement', 'recording', 'queue', 'trail'] });
  return {};
}

function assertMayFollow(context: Context, row: AgreementRow, event: AgreementEvent): void {
  const fault =
    eventFault({ id: row.id, terms: row.terms, afterRecording: row.afterRecording }, event) ??
    (event.kind === 'varied' ? variationFault(row.terms, event.terms) : null);
  if (fault) throw new CustosError('conflict', fault);
  if (event.kind === 'varied') assertAuthority(event.terms, 'event.terms');
  if (event.on > context.rooms.clock.today()) {
    throw new CustosError('invalid-input', 'This cannot be dated in the future.', { field: 'event.on' });
  }
}

const effect = (context: Context, input: Parsed<'agreement.effect'>): Promise<Output<'agreement.effect'>> =>
  context.rooms.catalogue.read(async (reader) => {
    const row = await openAgreement(context, reader, input.agreement);
    assertMayFollow(context, row, input.event);
    return effectAhead(context, reader, row, input.event);
  });

/** A withdrawal recalls what went out: an obligation for each recording of which somebody holds a copy [14e]. */
async function raiseRecalls(
  context: Context,
  writer: CatalogueWriter,
  effect: Effect,
  event: AgreementEvent,
  closing: Awaited<ReturnType<typeof closingOf>>,
): Promise<void> {
  const ends = event.kind === 'withdrawn' || event.kind === 'notConfirmed';
  for (const { id, lost } of effect.recordings) {
    // What a name alone allowed is lost to its bearer without a cell of the table changing.
    const only = ends || lost.length > 0 ? undefined : (closing.get(id) ?? (() => false));
    await recallCopies(context, writer, id, 'the agreement it rested on has changed', only);
  }
}

/** Records what happened to an agreement as part of a transaction. @throws CustosError as `agreement.record` does */
export async function addEvent(
  context: Context,
  writer: CatalogueWriter,
  input: Parsed<'agreement.record'>,
): Promise<Effect> {
  const { rooms, caller } = context;
  const row = await openAgreement(context, writer, input.agreement);
  assertMayFollow(context, row, input.event);
  const effect = await effectOf(context, writer, row, input.event);
  const closing = await closingOf(context, writer, row, input.event);
  const closed = await writer.seals.closedTo(caller.user);
  const told = closed.size === 0 ? effect : await effectOf(context, writer, row, input.event, closed);
  await writer.agreements.addEvent(row.id, input.event, caller.user, rooms.clock.now());
  const recordings = await writer.agreements.recordingsOf(row.id);
  await rooms.record(writer, {
    kind: `agreement.${input.event.kind}`,
    by: caller.user,
    about: aboutAgreement(row.id, row.subjects, recordings),
    facts: { on: input.event.on },
    ...(input.event.note === '' ? {} : { text: input.event.note }),
  });
  await raiseRecalls(context, writer, effect, input.event, closing);
  await refreshRecordings(rooms, writer, recordings, caller.user);
  return told;
}

async function recordEvent(context: Context, input: Parsed<'agreement.record'>): Promise<Effect> {
  const { rooms } = context;
  const done = await rooms.catalogue.write((writer) => addEvent(context, writer, input));
  rooms.emit({ kind: 'changed', nouns: ['agreement', 'recording', 'queue', 'trail'] });
  return done;
}

/** The agreements asked for, as far as they are open to the caller: counted so, too. */
async function openAgreements(
  context: Context,
  reader: CatalogueReader,
  { recording, subject, offset, limit }: Parsed<'agreement.list'>,
): Promise<{ readonly total: number; readonly agreements: readonly AgreementRow[] }> {
  const { rooms, caller } = context;
  const rows = recording
    ? await reader.agreements.ofRecording(recording)
    : subject
      ? await reader.agreements.ofSubject(subject)
      : null;
  if (rows === null) {
    const clinician = caller.role === 'clinician';
    return reader.agreements.list(
      offset,
      limit,
      clinician ? { user: caller.user, today: rooms.clock.today() } : null,
    );
  }
  const open = [];
  for (const row of rows) {
    const subjects = await Promise.all(row.subjects.map((id) => mayReadSubject(context, reader, id)));
    if (subjects.every(Boolean)) open.push(row);
  }
  return { total: open.length, agreements: open.slice(offset, offset + limit) };
}

async function list(context: Context, input: Parsed<'agreement.list'>): Promise<Output<'agreement.list'>> {
  return context.rooms.catalogue.read(async (reader) => {
    const page = await openAgreements(context, reader, input);
    const agreements = [];
    for (const row of page.agreements) agreements.push(await sayAgreement(reader, row));
    return { total: page.total, agreements };
  });
}

export const agreementOperations: Handlers = {
  'agreement.create': create,
  'agreement.show': (context, input) =>
    context.rooms.catalogue.read(async (reader) =>
      sayAgreement(reader, await openAgreement(context, reader, input.agreement)),
    ),
  'agreement.list': list,
  'agreement.link': link,
  'agreement.unlink': unlink,
  'agreement.effect': effect,
  'agreement.record': recordEvent,
};
