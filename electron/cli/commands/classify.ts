import { classificationOf } from '../classification.ts';
import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import type { ExitStatus } from '../exit.ts';
import type { Filled } from '../forms/forms.ts';
import { eachItem, type Item, reportItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';
import { readRows } from '../read-form.ts';
import { nameOfReference, recordingId } from '../references.ts';

type Row = Filled<'classify'>[number];

/** Classifies the recordings of a row one by one, so that one that cannot be changed does not keep the others back. */
async function classifyRow(library: Library, row: Row, { voice }: Invocation): Promise<Item[]> {
  const { recordings, reason, ...form } = row;
  const classification = await classificationOf(library, form);
  return eachItem(recordings, voice, nameOfReference, async (reference) => {
    const id = await recordingId(library, reference);
    // Its number is asked for first: what is called covert is found no more afterwards.
    const { number } = await library.call('recording.show', { recording: id });
    await library.call('recording.classify', { recordings: [id], classification, reason });
    return { id, number, state: 'classified' };
  });
}

async function classify(invocation: Invocation): Promise<ExitStatus> {
  words(invocation.positionals, '', 0, 0);
  const rows = await readRows('classify', invocation);
  return withLibrary(invocation, async (library) => {
    const items: Item[] = [];
    for (const row of rows) items.push(...(await classifyRow(library, row, invocation)));
    return reportItems(invocation.voice, items);
  });
}

export const classifyCommand: Command = {
  usage: [`--file FILE.json ${libraryUsage}`],
  options: { ...libraryOptions, file: { type: 'string' } },
  run: classify,
};
