import type { Readable, Writable } from 'node:stream';

/** The world around one run of the command, so that a test can be another. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };
  readonly output: Writable;
  readonly messages: Writable & { readonly isTTY?: boolean };
  readonly environment: Record<string, string | undefined>;
}

/** The passphrases that stood in the environment: the person's own, and a new one. */
export interface GivenSecrets {
  readonly own: string | undefined;
  readonly next: string | undefined;
}

/** Where a command says what it found and how far it is. */
export interface Voice {
  readonly json: boolean;
  /** The result: the document with `--json`, otherwise the lines for people. */
  result(document: unknown, lines: readonly string[]): Promise<void>;
  /** A sentence for the person, on standard error. */
  say(sentence: string): void;
  /** How far it is, on standard error and only on a terminal; each line replaces the one before. */
  progress(line: string): void;
}

const write = (stream: Writable, text: string): Promise<void> =>
  new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));

/** Control characters of a foreign name must not reach the terminal as commands. */
const printable = (line: string): string => line.replace(/[\p{Cc}\u2028\u2029]/gu, '\u{fffd}');

export function createVoice(terminal: Terminal, json: boolean): Voice {
  const onTerminal = terminal.messages.isTTY === true;
  let showing = false;
  const clear = (): void => {
    if (showing) terminal.messages.write('\r\u001b[2K');
    showing = false;
  };
  return {
    json,
    async result(document, lines) {
      clear();
      const text = json ? JSON.stringify(document, null, 2) : lines.map(printable).join('\n');
      if (text !== '') await write(terminal.output, `${text}\n`);
    },
    say(sentence) {
      clear();
      terminal.messages.write(`${printable(sentence)}\n`);
    },
    progress(line) {
      if (!onTerminal) return;
      clear();
      terminal.messages.write(printable(line));
      showing = true;
    },
  };
}
