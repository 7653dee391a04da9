import {
  compactIdentifier,
  type Identifier,
  identifierFault,
  identifierNames,
} from '../../shared/domain/subject/identifier.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { SubjectRow } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { personOf, subjectNumber } from './names.ts';
import { mayReadSubject } from './treats.ts';

/** The identifiers as they are stored: compact, each checked and none twice. @throws CustosError `invalid-input` */
function checkedIdentifiers(identifiers: readonly Identifier[]): readonly Identifier[] {
  const checked = new Map<string, Identifier>();
  for (const { kind, issuer, value } of identifiers) {
    const fault = identifierFault(kind, value);
    if (fault) throw new CustosError('invalid-input', fault, { field: 'identifiers', kind });
    const compact = compactIdentifier(value);
    const identifier = { kind, issuer: kind === 'hospital' ? issuer : '', value: compact };
    checked.set(`${kind}/${identifier.issuer}/${compact}`, identifier);
  }
  return [...checked.values()];
}

/**
 * A number belongs to one person. Who may read the other entry is told its number, never its name; a clinician who
 * does not treat that patient learns only whom to ask.
 */
async function assertUnshared(
  context: Context,
  reader: CatalogueReader,
  identifiers: readonly Identifier[],
  self: Id | null,
): Promise<void> {
  for (const { kind, value, issuer } of identifiers) {
    const holder = await reader.subjects.byIdentifier(kind, value, issuer);
    if (holder && holder.id !== self) {
      if (!(await mayReadSubject(context, reader, holder.id))) {
        throw new CustosError(
          'conflict',
          `This ${identifierNames[kind]} is entered already. Please ask the custodian to enter you in the care team.`,
        );
      }
      throw new CustosError(
        'conflict',
        `This ${identifierNames[kind]} is already entered for ${subjectNumber(holder.number)}. Please use that entry, or join the two.`,
        { subject: holder.id },
      );
    }
  }
}

type Facts = Parsed<'subject.change'>['facts'];

/** Checks the facts of a subject and brings them into the stored form. */
export async function subjectFacts(
  context: Context,
  reader: CatalogueReader,
  facts: Facts,
  self: Id | null,
): Promise<Omit<SubjectRow, 'id' | 'number' | 'mergedInto' | 'statusNotedOn'>> {
  if (facts.bornOn && facts.diedOn && facts.diedOn < facts.bornOn) {
    throw new CustosError('invalid-input', 'The day of death lies before the day of birth.', {
      field: 'diedOn',
    });
  }
  if (facts.capacityRegainedOn && facts.capacityRegainedOn > context.rooms.clock.today()) {
    throw new CustosError('invalid-input', 'The day from which the patient can decide lies in the future.', {
      field: 'capacityRegainedOn',
    });
  }
  if (facts.lastSeenOn && facts.lastSeenOn > context.rooms.clock.today()) {
    throw new CustosError('invalid-input', 'The day on which the patient was last seen lies in the future.', {
      field: 'lastSeenOn',
    });
  }
  const identifiers = checkedIdentifiers(facts.identifiers);
  await assertUnshared(context, reader, identifiers, self);
  return { ...facts, identifiers };
}

/** A subject as the contract carries it. */
async function saySubject(
  { caller }: Context,
  reader: CatalogueReader,
  row: SubjectRow,
): Promise<Output<'subject.show'>> {
  const careTeam = [];
  for (const { user, from, to } of await reader.subjects.careTeam(row.id)) {
    careTeam.push({ user: await personOf(reader, user), from, to });
  }
  const closed = await reader.seals.closedTo(caller.user);
  const recordings = (await reader.recordings.ofSubject(row.id)).filter((id) => !closed.has(id));
  const into = row.mergedInto && (await reader.subjects.get(row.mergedInto));
  return {
    id: row.id,
    number: subjectNumber(row.number),
    familyName: row.familyName,
    givenName: row.givenName,
    bornOn: row.bornOn,
    diedOn: row.diedOn,
    appointedPerson: row.appointedPerson,
    capacityRegainedOn: row.capacityRegainedOn,
    lastSeenOn: row.lastSeenOn,
    statusNotedOn: row.statusNotedOn,
    identifiers: row.identifiers.map((identifier) => ({ ...identifier })),
    recordings: recordings.length,
    careTeam,
    mergedInto: into ? { id: into.id, number: subjectNumber(into.number) } : null,
  };
}

/** The subject, unless it was joined to another. @throws CustosError `not-found` or `conflict` */
export async function standingSubject(reader: CatalogueReader, id: Id): Promise<SubjectRow> {
  const subject = await reader.subjects.get(id);
  if (!subject) throw new CustosError('not-found', 'There is no such patient.');
  if (subject.mergedInto)
    throw new CustosError('conflict', 'This entry was joined to another. Please use that one.');
  return subject;
}

async function find(context: Context, input: Parsed<'subject.find'>): Promise<Output<'subject.find'>> {
  return context.rooms.catalogue.read(async (reader) => {
    const found = [];
    for (const row of await reader.subjects.find(input.text, 50)) {
      if (await mayReadSubject(context, reader, row.id)) found.push(await saySubject(context, reader, row));
    }
    return found;
  });
}

async function show(context: Context, input: Parsed<'subject.show'>): Promise<Output<'subject.show'>> {
  return context.rooms.catalogue.read(async (reader) => {
    const row = await reader.subjects.get(input.subject);
    if (!row || !(await mayReadSubject(context, reader, row.id))) {
      throw new CustosError('not-found', 'There is no such patient, or the entry is not open to you.');
    }
    return saySubject(context, reader, row);
  });
}

async function create(context: Context, input: Parsed<'subject.create'>): Promise<Output<'subject.create'>> {
  const { rooms, caller } = context;
  const created = await rooms.catalogue.write(async (writer) => {
    const facts = await subjectFacts(context, writer, input, null);
    const row = await writer.subjects.add({
      id: rooms.clock.newId(),
      mergedInto: null,
      statusNotedOn: null,
      ...facts,
    });
    await rooms.record(writer, {
      kind: 'subject.created',
      by: caller.user,
      about: [{ noun: 'subject', id: row.id }],
      facts: {},
    });
    // Whoever enters a patient they treat is of the care team from that day; else they could not read their own entry.
    if (caller.role === 'clinician') {
      await writer.subjects.setCareTeam({
        subject: row.id,
        user: caller.user,
        from: rooms.clock.today(),
        to: null,
      });
    }
    return { id: row.id, number: subjectNumber(row.number) };
  });
  rooms.emit({ kind: 'changed', nouns: ['subject', 'trail'] });
  return created;
}

async function change(context: Context, input: Parsed<'subject.change'>): Promise<Output<'subject.change'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    await standingSubject(writer, input.subject);
    await writer.subjects.change(
      input.subject,
      await subjectFacts(context, writer, input.facts, input.subject),
    );
    await rooms.record(writer, {
      kind: 'subject.changed',
      by: caller.user,
      about: [{ noun: 'subject', id: input.subject }],
      facts: {},
      text: input.reason,
    });
    await refreshRecordings(rooms, writer, await writer.recordings.ofSubject(input.subject), caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['subject', 'recording', 'trail'] });
  return {};
}

/** What came of asking somebody after a change of status; the words lie with the trail and go with the patient. */
async function noteStatus(
  context: Context,
  input: Parsed<'subject.noteStatus'>,
): Promise<Output<'subject.noteStatus'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    if (!(await mayReadSubject(context, writer, input.subject)))
      throw new CustosError('not-found', 'There is no such patient, or the entry is not open to you.');
    await standingSubject(writer, input.subject);
    await writer.subjects.change(input.subject, { statusNotedOn: rooms.clock.today() });
    await rooms.record(writer, {
      kind: 'subject.statusNoted',
      by: caller.user,
      about: [{ noun: 'subject', id: input.subject }],
      facts: {},
      text: input.note,
    });
    await refreshRecordings(rooms, writer, await writer.recordings.ofSubject(input.subject), caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['subject', 'recording', 'queue', 'trail'] });
  return {};
}

export const subjectOperations: Handlers = {
  'subject.find': find,
  'subject.show': show,
  'subject.create': create,
  'subject.change': change,
  'subject.noteStatus': noteStatus,
};
