import { CustosError } from '../../../shared/kernel/error.ts';
import { type Id, isId } from '../../../shared/kernel/id.ts';
import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import type { ExitStatus } from '../exit.ts';
import { eachItem, type Item, reportItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';
import { readRows } from '../read-form.ts';
import { nameOfReference, recordingId } from '../references.ts';

/** The anonymised copy that is meant: the one named, or the newest. @throws CustosError `not-found` */
async function renditionOf(
  { call }: Library,
  recording: Id,
  named: string | undefined,
): Promise<{ number: string; rendition: Id }> {
  const { number, renditions } = await call('recording.show', { recording });
  const copies = renditions.filter(({ kind }) => kind === 'anonymised');
  const chosen = named === undefined ? copies.at(-1) : copies.find(({ id }) => isId(named) && id === named);
  if (!chosen) throw new CustosError('not-found', `${number} has no such anonymised copy.`);
  return { number, rendition: chosen.id };
}

async function signOff(invocation: Invocation): Promise<ExitStatus> {
  words(invocation.positionals, '', 0, 0);
  const rows = await readRows('sign-off', invocation);
  return withLibrary(invocation, async (library) => {
    const items = await eachItem(
      rows,
      invocation.voice,
      ({ recording }) => nameOfReference(recording),
      async (row): Promise<Item> => {
        const id = await recordingId(library, row.recording);
        const { number, rendition } = await renditionOf(library, id, row.rendition);
        const { lookedAt, identifiability, residueSeen } = row;
        const signed = await library.call('anonymise.signOff', {
          ...{ rendition, lookedAt, identifiability, residueSeen },
        });
        return { id, number, state: 'signedOff', ...{ rendition: signed } };
      },
    );
    return reportItems(invocation.voice, items);
  });
}

export const signOffCommand: Command = {
  usage: [`--file FILE.json ${libraryUsage}`],
  options: { ...libraryOptions, file: { type: 'string' } },
  run: signOff,
};
