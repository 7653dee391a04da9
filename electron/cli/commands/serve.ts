import { serve } from '../../browser/serve.ts';
import { type Command, type Invocation, textOption, UsageError, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { libraryPlace } from '../library-place.ts';

function portOf(text: string | undefined): number {
  const port = Number(text ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError('--port is a number up to 65535.');
  return port;
}

async function serveLibrary({ options, positionals, voice }: Invocation): Promise<ExitStatus> {
  words(positionals, '', 0, 0);
  const library = textOption(options, 'library');
  await serve({
    library: library === undefined ? undefined : libraryPlace(library),
    port: portOf(textOption(options, 'port')),
    open: false,
    json: voice.json,
  });
  return exit.done;
}

export const serveCommand: Command = {
  usage: ['[--library DIR] [--port N] [--json]'],
  options: { library: { type: 'string' }, port: { type: 'string' } },
  run: serveLibrary,
};
