import { PassThrough, Writable } from 'node:stream';
import { run } from '../../../electron/cli/run.ts';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly messages: string;
  /** The document of `--json`. */
  readonly json: <T = unknown>() => T;
}

export const passphrase = 'correct horse battery staple';

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs a command line as the program would, in this process and without a terminal. */
export async function command(
  args: readonly string[],
  environment: Record<string, string | undefined> = { CUSTOS_PASSPHRASE: passphrase },
): Promise<Ran> {
  const output = new Collected();
  const messages = new Collected();
  const input = new PassThrough();
  input.end();
  const status = await run(args, { input, output, messages, environment: { ...environment } });
  return { status, out: output.text, messages: messages.text, json: () => JSON.parse(output.text) };
}
