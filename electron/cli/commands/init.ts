import { basename, resolve } from 'node:path';
import type { Output } from '../../../shared/contract/contract.ts';
import { jurisdictions } from '../../../shared/domain/policy/words.ts';
import {
  type Command,
  chosenOption,
  type Invocation,
  libraryOptions,
  requiredOption,
  textOption,
  words,
} from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { callOver, withEngine } from '../library.ts';
import { newLibraryPassphrase } from '../secrets.ts';

type RecoveryKit = Output<'library.create'>['recoveryKit'];

/** The recovery kit as lines to print and keep. */
export const kitLines = ({ title, sections }: RecoveryKit): string[] => [
  title,
  ...sections.flatMap(({ heading, lines, commands }) => [
    '',
    heading,
    ...lines.map((line) => `  ${line}`),
    ...commands.map((command) => `    ${command}`),
  ]),
];

async function init(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, terminal, voice, secrets } = invocation;
  words(positionals, '', 0, 0);
  const place = resolve(requiredOption(options, 'library'));
  const user = requiredOption(options, 'user');
  const jurisdiction =
    options.jurisdiction === undefined ? 'england' : chosenOption(options, 'jurisdiction', jurisdictions);
  const name = textOption(options, 'name') ?? basename(place, '.custos');
  const zone = textOption(options, 'zone') ?? 'Europe/London';
  const passphrase = await newLibraryPassphrase(terminal, options, secrets);
  return withEngine(null, async ({ link }) => {
    const call = callOver(link);
    const made = await call('library.create', { place, name, user, passphrase, jurisdiction, zone });
    const { library, user: person } = made.session;
    const status = await call('library.status', {});
    await voice.result(
      {
        id: library.id,
        number: null,
        state: 'created',
        name: library.name,
        place: status.place,
        user: person,
        recoveryKit: made.recoveryKit,
      },
      [
        `${library.name} is made at ${status.place}, with ${person.name} as ${person.role}.`,
        '',
        ...kitLines(made.recoveryKit),
      ],
    );
    return exit.done;
  });
}

export const initCommand: Command = {
  usage: [
    `--library DIR --user NAME [--name LIBRARY] [--jurisdiction ${jurisdictions.join('|')}] [--zone ZONE] [--passphrase-file FILE]`,
  ],
  options: {
    ...libraryOptions,
    name: { type: 'string' },
    jurisdiction: { type: 'string' },
    zone: { type: 'string' },
  },
  run: init,
};
