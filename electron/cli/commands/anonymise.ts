import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import type { ExitStatus } from '../exit.ts';
import { eachItem, type Item, reportItems } from '../items.ts';
import { withLibrary } from '../library.ts';
import { readRows } from '../read-form.ts';
import { nameOfReference, recordingId } from '../references.ts';

async function anonymise(invocation: Invocation): Promise<ExitStatus> {
  words(invocation.positionals, '', 0, 0);
  const rows = await readRows('anonymise', invocation);
  return withLibrary(invocation, async (library) => {
    const items = await eachItem(
      rows,
      invocation.voice,
      ({ recording }) => nameOfReference(recording),
      async ({ recording, regions }): Promise<Item> => {
        const id = await recordingId(library, recording);
        const made = await library.call('anonymise.make', { recording: id, regions });
        const { number } = await library.call('recording.show', { recording: id });
        const verified = made.rendition.verification?.verified === true;
        const failed = { code: 'refused', message: 'The copy did not pass its verification.' };
        return {
          id,
          number,
          state: verified ? 'verified' : 'failed',
          ...(verified ? {} : { error: failed }),
          ...made,
        };
      },
    );
    return reportItems(invocation.voice, items);
  });
}

export const anonymiseCommand: Command = {
  usage: [`--file FILE.json ${libraryUsage}`],
  options: { ...libraryOptions, file: { type: 'string' } },
  run: anonymise,
};
