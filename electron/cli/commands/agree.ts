import { resolve } from 'node:path';
import type { Input } from '../../../shared/contract/contract.ts';
import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import type { ExitStatus } from '../exit.ts';
import type { Filled } from '../forms/forms.ts';
import { eachItem, type Item, type ItemName, reportItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';
import { readRows } from '../read-form.ts';
import { agreementId, nameOfReference, recordingIds } from '../references.ts';
import { subjectIds } from '../subjects.ts';

type Row = Filled<'agree'>[number];
type Given = Extract<Row, { terms: unknown }>;
type Later = Extract<Row, { event: unknown }>;
type Further = Exclude<Row, Given | Later>;
type Terms = Input<'agreement.create'>['terms'];
type Event = Input<'agreement.record'>['event'];

async function create(library: Library, row: Given): Promise<Item> {
  const subjects = await subjectIds(library, row.subjects);
  const recordings = await recordingIds(library, row.recordings);
  // The days of a form have been read as days of the calendar.
  const made = await library.call('agreement.create', { terms: row.terms as Terms, subjects, recordings });
  const scans: string[] = [];
  for (const path of row.scans) {
    const { scan } = await library.call('agreement.attach', { agreement: made.id, path: resolve(path) });
    scans.push(scan);
  }
  return { ...made, state: 'given', ...{ scans } };
}

async function record(library: Library, { agreement, event }: Later): Promise<Item> {
  const id = await agreementId(library, agreement);
  const effect = await library.call('agreement.record', { agreement: id, event: event as Event });
  const { number } = await library.call('agreement.show', { agreement: id });
  return { id, number, state: event.kind, ...{ effect } };
}

async function link(library: Library, row: Further): Promise<Item> {
  const id = await agreementId(library, row.agreement);
  const subjects = await subjectIds(library, row.subjects);
  const recordings = await recordingIds(library, row.recordings);
  await library.call('agreement.link', { agreement: id, subjects, recordings });
  const { number } = await library.call('agreement.show', { agreement: id });
  return { id, number, state: 'linked' };
}

function perform(library: Library, row: Row): Promise<Item> {
  if ('terms' in row) return create(library, row);
  return 'event' in row ? record(library, row) : link(library, row);
}

const nameOf = (row: Row): ItemName =>
  'agreement' in row ? nameOfReference(row.agreement) : { id: null, number: null };

async function agree(invocation: Invocation): Promise<ExitStatus> {
  words(invocation.positionals, '', 0, 0);
  const rows = await readRows('agree', invocation);
  return withLibrary(invocation, async (library) =>
    reportItems(
      invocation.voice,
      await eachItem(rows, invocation.voice, nameOf, (row) => perform(library, row)),
    ),
  );
}

export const agreeCommand: Command = {
  usage: [`--file FILE.json ${libraryUsage}`],
  options: { ...libraryOptions, file: { type: 'string' } },
  run: agree,
};
