import { resolve } from 'node:path';
import {
  type Command,
  type Invocation,
  libraryOptions,
  libraryUsage,
  requiredOption,
  words,
} from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { callOver, withEngine } from '../library.ts';
import { ownPassphrase } from '../secrets.ts';

async function restore(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, terminal, voice, secrets } = invocation;
  const [from = ''] = words(positionals, 'the folder of a backup', 1, 1);
  const place = resolve(requiredOption(options, 'library'));
  const user = requiredOption(options, 'user');
  const passphrase = await ownPassphrase(terminal, options, secrets);
  return withEngine(null, async ({ link }) => {
    const made = await callOver(link)('backup.restore', { from: resolve(from), place, user, passphrase });
    const { session, replayed, verification } = made;
    const { sound, faults } = verification;
    await voice.result(
      {
        id: session.library.id,
        number: null,
        state: sound ? 'restored' : 'damaged',
        place,
        replayed,
        ...verification,
      },
      [
        `${session.library.name} is restored to ${place}; ${replayed} later erasures were repeated.`,
        ...(sound
          ? ['It is sound.']
          : faults.map(({ where, what, wayForward }) => `${where}: ${what} ${wayForward}`)),
      ],
    );
    return sound ? exit.done : exit.libraryUnusable;
  });
}

export const restoreCommand: Command = {
  usage: [`DIR ${libraryUsage}`],
  options: libraryOptions,
  run: restore,
};
