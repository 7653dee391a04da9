import type { Day } from '../../../shared/kernel/day.ts';
import {
  type Command,
  type Invocation,
  libraryOptions,
  libraryUsage,
  textOption,
  words,
} from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import type { Filled } from '../forms/forms.ts';
import { eachItem, type Item, type ItemName, reportItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';
import { readRows } from '../read-form.ts';
import { nameOfReference, recordingIds, subjectId, userId } from '../references.ts';
import { factsOf, findOrAddSubject } from '../subjects.ts';

type Row = Filled<'subject'>[number];
type RowOf<What extends Row['do']> = Extract<Row, { do: What }>;

async function itemOf(
  { call }: Library,
  id: Awaited<ReturnType<typeof subjectId>>,
  state: string,
): Promise<Item> {
  const { number } = await call('subject.show', { subject: id });
  return { id, number, state };
}

async function setCareTeam(library: Library, row: RowOf<'careTeam'>): Promise<Item> {
  const subject = await subjectId(library, row.subject);
  const user = await userId(library, row.user);
  await library.call('subject.careTeam', { subject, user, from: row.from as Day, to: row.to as Day | null });
  return itemOf(library, subject, 'careTeamSet');
}

async function change(library: Library, row: RowOf<'change'>): Promise<Item> {
  const subject = await subjectId(library, row.subject);
  await library.call('subject.change', { subject, facts: factsOf(row.facts), reason: row.reason });
  return itemOf(library, subject, 'changed');
}

async function move(library: Library, row: RowOf<'move'>): Promise<Item> {
  const [from, to] = [await subjectId(library, row.from), await subjectId(library, row.to)];
  const recordings = await recordingIds(library, row.recordings);
  const relinked = await library.call('subject.move', { recordings, from, to, reason: row.reason });
  return { ...(await itemOf(library, to, 'moved')), ...{ relinked } };
}

async function merge(library: Library, row: RowOf<'merge'>): Promise<Item> {
  const keep = await subjectId(library, row.keep);
  const other = await subjectId(library, row.merge);
  const relinked = await library.call('subject.merge', { keep, merge: other, reason: row.reason });
  return { ...(await itemOf(library, keep, 'merged')), ...{ relinked } };
}

async function split(library: Library, row: RowOf<'split'>): Promise<Item> {
  const subject = await subjectId(library, row.subject);
  const recordings = await recordingIds(library, row.recordings);
  const facts = factsOf(row.facts);
  const { created, ...relinked } = await library.call('subject.split', {
    subject,
    recordings,
    facts,
    reason: row.reason,
  });
  return { ...created, state: 'split', ...{ relinked } };
}

function perform(library: Library, row: Row): Promise<Item> {
  switch (row.do) {
    case 'add':
      return findOrAddSubject(library, row);
    case 'careTeam':
      return setCareTeam(library, row);
    case 'change':
      return change(library, row);
    case 'move':
      return move(library, row);
    case 'merge':
      return merge(library, row);
    case 'split':
      return split(library, row);
  }
}

function nameOf(row: Row): ItemName {
  if (row.do === 'add') return { id: null, number: null };
  if (row.do === 'move') return nameOfReference(row.to);
  return nameOfReference(row.do === 'merge' ? row.keep : row.subject);
}

async function find({ call }: Library, text: string, { voice }: Invocation): Promise<ExitStatus> {
  const subjects = await call('subject.find', { text });
  await voice.result(
    subjects.map((subject) => ({ ...subject, state: subject.mergedInto ? 'merged' : 'active' })),
    subjects.map(
      ({ number, familyName, givenName, bornOn }) =>
        `${number}  ${familyName}, ${givenName}  ${bornOn ?? '-'}`,
    ),
  );
  return exit.done;
}

async function subject(invocation: Invocation): Promise<ExitStatus> {
  words(invocation.positionals, '', 0, 0);
  const text = textOption(invocation.options, 'find');
  if (text !== undefined) return withLibrary(invocation, (library) => find(library, text, invocation));
  const rows = await readRows('subject', invocation);
  return withLibrary(invocation, async (library) =>
    reportItems(
      invocation.voice,
      await eachItem(rows, invocation.voice, nameOf, (row) => perform(library, row)),
    ),
  );
}

export const subjectCommand: Command = {
  usage: [`--file FILE.json ${libraryUsage}`, `--find WORDS ${libraryUsage}`],
  options: { ...libraryOptions, file: { type: 'string' }, find: { type: 'string' } },
  run: subject,
};
