import { resolve } from 'node:path';
import { isCustosError } from '../../../shared/kernel/error.ts';
import { openLooseFiles } from '../../engine-files.ts';
import { type Command, type Invocation, requiredOption, UsageError, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { readForm } from '../read-form.ts';
import { residualOf } from '../residual.ts';

/** What a person is told of the writing that is left. */
function saidOf(left: readonly string[] | null): string[] {
  if (left === null)
    return ['The result could not be searched to its end for writing that is left. Please look through it.'];
  return left.map((text) => `Can still be read in the result: ${text}`);
}

async function redact({ options, positionals, voice }: Invocation): Promise<ExitStatus> {
  const [file = ''] = words(positionals, 'one file', 1, 1);
  const output = resolve(requiredOption(options, 'output'));
  const regions = await readForm('redact-regions', requiredOption(options, 'regions'));
  if (resolve(file) === output)
    throw new UsageError('The result cannot lie on the original. Name another -o.');
  const files = openLooseFiles();
  try {
    const {
      lossless,
      notes,
      removed,
      output: written,
    } = await files.clean(file, output, {
      regions: regions.filter((one) => !('treatment' in one)),
      sound: regions.filter((one) => 'treatment' in one),
    });
    const left = await files.writingLeft(written);
    for (const note of [...notes, ...saidOf(left)]) voice.say(note);
    const verified = { metadata: true, text: left === null ? null : left.length === 0 };
    await voice.result({ output: written, verified, residual: left ?? [], lossless, removed, notes }, [
      `${file}: ${regions.length} regions filled, written to ${written}`,
    ]);
    return exit.done;
  } catch (error) {
    if (!isCustosError(error)) throw error;
    if (error.code === 'invalid-input') throw new UsageError(error.message, { cause: error });
    const { code, message } = error;
    voice.say(`${file}: ${message}`);
    await voice.result(
      {
        output: null,
        verified: { metadata: false, text: null },
        residual: residualOf(error),
        error: { code, message },
      },
      [],
    );
    return exit.someFailed;
  } finally {
    files.close();
  }
}

export const redactCommand: Command = {
  usage: ['FILE --regions FILE.json -o OUT [--json]'],
  options: { output: { type: 'string', short: 'o' }, regions: { type: 'string' } },
  run: redact,
};
