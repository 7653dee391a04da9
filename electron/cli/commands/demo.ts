import { resolve } from 'node:path';
import type { Output } from '../../../shared/contract/contract.ts';
import { roleNames } from '../../../shared/domain/user/role.ts';
import { type Command, type Invocation, textOption, UsageError, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { callOver, withEngine } from '../library.ts';

type Made = Output<'demonstration.make'>;

function seedOf(text: string | undefined): number {
  const seed = Number(text ?? 1);
  if (!Number.isInteger(seed) || seed < 0 || seed > 1_000_000)
    throw new UsageError('--seed is a whole number up to 1000000.');
  return seed;
}

const linesOf = ({ name, place, passphrase, users, recordings }: Made): string[] => [
  `${name} is made at ${place}.`,
  '',
  ...recordings.map(({ number, state, shows }) => `  ${number}  ${state.padEnd(16)}  ${shows}`),
  '',
  'Everybody in it is invented. Its users are:',
  ...users.map((user) => `  ${user.name}  (${roleNames[user.role]})`),
  `The passphrase of each: ${passphrase}`,
];

async function demo({ options, positionals, voice }: Invocation): Promise<ExitStatus> {
  const [folder = ''] = words(positionals, 'one folder', 1, 1);
  const seed = seedOf(textOption(options, 'seed'));
  return withEngine(null, async ({ link }) => {
    const leave = link.subscribe((event) => {
      if (event.kind === 'demonstration')
        voice.progress(`${event.doing}: ${Math.round(event.share * 100)} %`);
    });
    try {
      const made = await callOver(link)('demonstration.make', { place: resolve(folder), seed });
      await voice.result(
        {
          ...made,
          number: null,
          state: 'created',
          users: made.users.map((user) => ({ ...user, number: null, state: 'active' })),
        },
        linesOf(made),
      );
      return exit.done;
    } finally {
      leave();
    }
  });
}

export const demoCommand: Command = {
  usage: ['DIR [--seed N] [--json]'],
  options: { seed: { type: 'string' } },
  run: demo,
};
