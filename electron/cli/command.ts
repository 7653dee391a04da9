import type { ParseArgsOptionsConfig } from 'node:util';
import type { ExitStatus } from './exit.ts';
import type { GivenSecrets, Terminal, Voice } from './terminal.ts';

/** The options as parsed; what a command declares is there or undefined. */
export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** One call of a command: what stood on the line, and the world around it. */
export interface Invocation {
  readonly options: OptionValues;
  readonly positionals: readonly string[];
  readonly terminal: Terminal;
  readonly voice: Voice;
  readonly secrets: GivenSecrets;
}

/** One command, or a family with a second word as its first positional. */
export interface Command {
  /** What follows the name on the line, one form a line. */
  readonly usage: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  run(invocation: Invocation): Promise<ExitStatus>;
}

/** The line cannot be understood: what is wrong with it, and exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The value of a text option, or undefined. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** @throws UsageError where the option was not given. */
export function requiredOption(options: OptionValues, name: string): string {
  const value = textOption(options, name);
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing.`);
  return value;
}

/** The value of an option that must be one of a closed list. @throws UsageError otherwise. */
export function chosenOption<Choice extends string>(
  options: OptionValues,
  name: string,
  choices: readonly Choice[],
): Choice {
  const value = requiredOption(options, name);
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) {
    throw new UsageError(`--${name} must be one of ${choices.join(', ')}, not “${value}”.`);
  }
  return chosen;
}

/** @throws UsageError where there are more words than the command takes, or fewer than it needs. */
export function words(
  positionals: readonly string[],
  names: string,
  least: number,
  most: number,
): readonly string[] {
  if (positionals.length < least || positionals.length > most) {
    throw new UsageError(most === 0 ? `“${positionals[0]}” is not expected here.` : `This takes ${names}.`);
  }
  return positionals;
}

/** Options of every command that works on a library. */
export const libraryOptions = {
  library: { type: 'string' },
  user: { type: 'string' },
  'passphrase-file': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export const libraryUsage = '--library DIR --user NAME [--passphrase-file FILE]';
