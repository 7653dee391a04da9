import type { Output } from '../../../shared/contract/contract.ts';
import { recordingQuery } from '../../../shared/contract/recording.ts';
import {
  type Command,
  type Invocation,
  libraryOptions,
  libraryUsage,
  textOption,
  words,
} from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { withLibrary } from '../library.ts';

type Tile = Output<'recording.window'>['tiles'][number];

const pageSize = 500;

/** A tile as an item: its state is the word that stands on it; addresses of pictures mean nothing outside a window. */
const itemOf = ({ thumbnail: _, standing, ...tile }: Tile) => ({ ...tile, state: standing });

const lineOf = ({ number, standing, kind, category, made, fileName }: Tile): string =>
  [number, standing, kind, category ?? '-', made.earliest ?? '-', fileName ?? ''].join('  ').trimEnd();

async function list(invocation: Invocation): Promise<ExitStatus> {
  words(invocation.positionals, '', 0, 0);
  const query = recordingQuery.parse({
    text: textOption(invocation.options, 'query') ?? '',
    sort: 'number',
    descending: false,
  });
  return withLibrary(invocation, async ({ call }) => {
    const tiles: Tile[] = [];
    for (;;) {
      const page = await call('recording.window', { query, offset: tiles.length, limit: pageSize });
      if (tiles.length === 0) for (const note of page.notes) invocation.voice.say(note);
      tiles.push(...page.tiles);
      if (page.tiles.length === 0 || tiles.length >= page.total) break;
      invocation.voice.progress(`${tiles.length} of ${page.total}`);
    }
    await invocation.voice.result(tiles.map(itemOf), tiles.map(lineOf));
    return exit.done;
  });
}

export const listCommand: Command = {
  usage: [`[--query SEARCH] ${libraryUsage}`],
  options: { ...libraryOptions, query: { type: 'string' } },
  run: list,
};
