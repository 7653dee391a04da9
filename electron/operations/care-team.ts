import { CustosError } from '../../shared/kernel/error.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { CareTeamRow } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { standingSubject } from './subjects.ts';
import { mayReadSubject } from './treats.ts';

type Asked = Parsed<'subject.careTeam'>;

/**
 * Care-team membership opens a patient's recordings for care: a clinician cannot give it to themselves, nor
 * prolong their own; they may bring in colleagues, and leave.
 */
async function assertMayChange(context: Context, reader: CatalogueReader, asked: Asked): Promise<void> {
  const { caller } = context;
  if (caller.role !== 'clinician') return;
  if (!(await mayReadSubject(context, reader, asked.subject))) {
    throw new CustosError(
      'not-allowed',
      'Only somebody of this care team, the custodian or governance may change it.',
    );
  }
  if (asked.user !== caller.user) return;
  const own = (await reader.subjects.careTeam(asked.subject)).filter(({ user }) => user === caller.user);
  const shortens = own.some(
    ({ from, to }) => asked.to !== null && asked.from >= from && (to === null || asked.to <= to),
  );
  if (!shortens) {
    throw new CustosError(
      'not-allowed',
      'You can leave a care team, but not enter yourself for longer. Please ask a colleague of the team.',
    );
  }
}

/** Enters a period. A last day ends whatever else is entered for the person that would outlast it. */
async function enter(writer: CatalogueWriter, period: CareTeamRow): Promise<void> {
  const { subject, user, from, to } = period;
  await writer.subjects.setCareTeam(period);
  if (to === null) return;
  for (const other of await writer.subjects.careTeam(subject)) {
    const outlasts = other.from <= to && (other.to === null || other.to > to);
    if (other.user === user && other.from !== from && outlasts)
      await writer.subjects.setCareTeam({ ...other, to });
  }
}

async function careTeam(context: Context, input: Asked): Promise<Output<'subject.careTeam'>> {
  const { rooms, caller } = context;
  const { subject, user, from, to } = input;
  await rooms.catalogue.write(async (writer) => {
    await assertMayChange(context, writer, input);
    await standingSubject(writer, subject);
    const member = await writer.users.get(user);
    if (!member || member.removedAt) throw new CustosError('not-found', 'There is no such person.');
    if (to !== null && to < from)
      throw new CustosError('invalid-input', 'The last day lies before the first.', { field: 'to' });
    await enter(writer, { subject, user, from, to });
    await rooms.record(writer, {
      kind: 'subject.careTeam',
      by: caller.user,
      about: [
        { noun: 'subject', id: subject },
        { noun: 'user', id: user },
      ],
      facts: { from, to },
    });
    await refreshRecordings(rooms, writer, await writer.recordings.ofSubject(subject), caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['subject', 'recording', 'trail'] });
  return {};
}

export const careTeamOperations: Handlers = { 'subject.careTeam': careTeam };
