import type { Day } from '../../../shared/kernel/day.ts';
import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import type { ExitStatus } from '../exit.ts';
import { eachItem, reportItems } from '../items.ts';
import { withLibrary } from '../library.ts';
import { readRows } from '../read-form.ts';
import { nameOfReference, recordingId } from '../references.ts';

async function hold(invocation: Invocation): Promise<ExitStatus> {
  words(invocation.positionals, '', 0, 0);
  const rows = await readRows('hold', invocation);
  const entries = rows.flatMap(({ recordings, ...row }) =>
    recordings.map((reference) => ({ reference, ...row })),
  );
  return withLibrary(invocation, async (library) => {
    const items = await eachItem(
      entries,
      invocation.voice,
      ({ reference }) => nameOfReference(reference),
      async ({ reference, until, ...hold }) => {
        const id = await recordingId(library, reference);
        await library.call('recording.hold', { recordings: [id], ...hold, until: until as Day | null });
        const { number } = await library.call('recording.show', { recording: id });
        return { id, number, state: hold.held ? 'held' : 'released' };
      },
    );
    return reportItems(invocation.voice, items);
  });
}

export const holdCommand: Command = {
  usage: [`--file FILE.json ${libraryUsage}`],
  options: { ...libraryOptions, file: { type: 'string' } },
  run: hold,
};
