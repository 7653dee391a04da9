import { resolve } from 'node:path';
import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { withLibrary } from '../library.ts';

async function backup(invocation: Invocation): Promise<ExitStatus> {
  const [folder = ''] = words(invocation.positionals, 'one folder', 1, 1);
  return withLibrary(invocation, async ({ call, session }) => {
    const made = await call('backup.make', { destination: resolve(folder) });
    await invocation.voice.result(
      {
        id: session.library.id,
        number: null,
        state: made.verified ? 'verified' : 'failed',
        ...made,
        ...(made.verified
          ? {}
          : {
              error: {
                code: 'damaged',
                message: 'The copy did not open as it should. Make it anew elsewhere.',
              },
            }),
      },
      [
        `${made.blobs} stored files at ${made.place}, ${made.copied} of them new; ${made.verified ? 'it opens' : 'it does NOT open'}.`,
      ],
    );
    return made.verified ? exit.done : exit.someFailed;
  });
}

export const backupCommand: Command = {
  usage: [`DIR ${libraryUsage}`],
  options: libraryOptions,
  run: backup,
};
