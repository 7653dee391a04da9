import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type OptionValues, textOption, UsageError } from './command.ts';
import type { GivenSecrets, Terminal } from './terminal.ts';

/** Takes the passphrases out of the environment before any child could inherit them. */
export function takeSecrets(environment: Terminal['environment']): GivenSecrets {
  const given = { own: environment.CUSTOS_PASSPHRASE, next: environment.CUSTOS_NEW_PASSPHRASE };
  delete environment.CUSTOS_PASSPHRASE;
  delete environment.CUSTOS_NEW_PASSPHRASE;
  return given;
}

async function linesOf(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\u{feff}/u, '').split(/\r?\n/);
  } catch (error) {
    throw new UsageError(`The passphrase file ${path} cannot be read.`, { cause: error });
  }
}

const backspace = ['\u007f', '\b'];

/** Reads a line from the terminal without showing it. @throws UsageError when the person gives up (Ctrl-C, Ctrl-D). */
function readHidden({ input, messages }: Terminal, prompt: string): Promise<string> {
  messages.write(`${prompt}: `);
  input.setRawMode?.(true);
  input.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (settle: () => void): void => {
      input.off('data', onData).setRawMode?.(false);
      input.pause();
      messages.write('\n');
      settle();
    };
    const take = (character: string): boolean => {
      if (character === '\r' || character === '\n') end(() => resolve(typed));
      else if (character === '\u0003' || character === '\u0004') {
        end(() => reject(new UsageError('No passphrase was given.')));
      } else {
        typed = backspace.includes(character) ? [...typed].slice(0, -1).join('') : typed + character;
        return true;
      }
      return false;
    };
    const onData = (chunk: string): void => void [...chunk].every(take);
    input.on('data', onData).resume();
  });
}

/** The first line of what is piped in. */
async function readPiped({ input }: Terminal): Promise<string | undefined> {
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return line;
    return undefined;
  } finally {
    lines.close();
  }
}

/** The passphrase of the person at the command: from a file, the environment, a prompt, or a pipe. */
export async function ownPassphrase(
  terminal: Terminal,
  options: OptionValues,
  given: GivenSecrets,
): Promise<string> {
  const file = textOption(options, 'passphrase-file');
  const secret =
    file === undefined
      ? (given.own ??
        (terminal.input.isTTY ? await readHidden(terminal, 'Passphrase') : await readPiped(terminal)))
      : (await linesOf(file))[0];
  if (!secret) {
    throw new UsageError('No passphrase was given: set CUSTOS_PASSPHRASE or name a --passphrase-file.');
  }
  return secret;
}

/** A passphrase that is new, asked for twice where it is typed; undefined where it was given nowhere. */
export async function newPassphrase(
  terminal: Terminal,
  options: OptionValues,
  given: GivenSecrets,
): Promise<string | undefined> {
  const file = textOption(options, 'new-passphrase-file');
  if (file !== undefined) return (await linesOf(file))[0] || undefined;
  if (given.next !== undefined) return given.next;
  const both = textOption(options, 'passphrase-file');
  const second = both === undefined ? undefined : (await linesOf(both))[1];
  if (second) return second;
  return terminal.input.isTTY ? typedTwice(terminal) : undefined;
}

/** @throws UsageError where the two differ. */
export async function typedTwice(terminal: Terminal): Promise<string> {
  const first = await readHidden(terminal, 'New passphrase');
  const again = await readHidden(terminal, 'The same again');
  if (first !== again) throw new UsageError('The two passphrases differ.');
  return first;
}

/** The passphrase of the first user of a library that is being made: typed twice where it is typed. */
export function newLibraryPassphrase(
  terminal: Terminal,
  options: OptionValues,
  given: GivenSecrets,
): Promise<string> {
  const typed =
    textOption(options, 'passphrase-file') === undefined && given.own === undefined && terminal.input.isTTY;
  return typed ? typedTwice(terminal) : ownPassphrase(terminal, options, given);
}
