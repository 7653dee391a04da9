import { resolve } from 'node:path';
import type { Output } from '../../../shared/contract/contract.ts';
import { checkpoint } from '../../../shared/contract/trail.ts';
import { isDay } from '../../../shared/kernel/day.ts';
import { type Instant, isInstant } from '../../../shared/kernel/instant.ts';
import {
  type Command,
  type Invocation,
  libraryOptions,
  libraryUsage,
  type OptionValues,
  textOption,
  UsageError,
  words,
} from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { withLibrary } from '../library.ts';
import { readJson } from '../read-json.ts';

type Entry = Output<'trail.window'>['entries'][number];

const pageSize = 500;

function sinceOf(options: OptionValues): Instant | null {
  const since = textOption(options, 'since');
  if (since === undefined) return null;
  if (isInstant(since)) return since;
  if (isDay(since)) return `${since}T00:00:00.000Z` as Instant;
  throw new UsageError('--since is a day (YYYY-MM-DD) or an instant (YYYY-MM-DDTHH:MM:SS.sssZ).');
}

/** An entry's own names are its hash and its place in the chain. */
const itemOf = (entry: Entry) => ({
  id: entry.hash,
  number: String(entry.sequence),
  state: 'recorded',
  ...entry,
});

async function print(invocation: Invocation): Promise<ExitStatus> {
  const since = sinceOf(invocation.options);
  return withLibrary(invocation, async ({ call }) => {
    const entries = new Map<number, Entry>();
    for (let offset = 0; ; offset += pageSize) {
      const page = await call('trail.window', { since, offset, limit: pageSize });
      // Asking writes to the trail too: a page may repeat what the one before has shown.
      for (const entry of page.entries) entries.set(entry.sequence, entry);
      if (page.entries.length < pageSize) break;
    }
    const inOrder = [...entries.values()].sort((one, other) => one.sequence - other.sequence);
    await invocation.voice.result(
      inOrder.map(itemOf),
      inOrder.map(({ sequence, at, by, says }) => `${sequence}  ${at}  ${by?.name ?? 'Custos'}  ${says}`),
    );
    return exit.done;
  });
}

async function verify(invocation: Invocation): Promise<ExitStatus> {
  const file = textOption(invocation.options, 'checkpoint');
  const known = file === undefined ? undefined : checkpoint.safeParse(await readJson(file));
  if (known && !known.success) throw new UsageError(`${file} is no checkpoint.`);
  return withLibrary(invocation, async ({ call, session }) => {
    const proof = await call('trail.verify', known ? { checkpoint: known.data } : {});
    const { id } = session.library;
    await invocation.voice.result({ id, number: null, state: proof.sound ? 'sound' : 'broken', ...proof }, [
      `${proof.entries} entries: ${proof.sound ? 'the chain holds' : 'the chain is broken'}`,
      ...proof.faults.map(({ sequence, what }) => `  entry ${sequence}: ${what}`),
    ]);
    return proof.sound ? exit.done : exit.libraryUnusable;
  });
}

async function makeCheckpoint(invocation: Invocation): Promise<ExitStatus> {
  const output = textOption(invocation.options, 'output');
  return withLibrary(invocation, async ({ call }) => {
    const made = await call('trail.checkpoint', output === undefined ? {} : { file: resolve(output) });
    await invocation.voice.result(
      { id: made.hash, number: String(made.sequence), state: 'signed', ...made },
      [JSON.stringify(made)],
    );
    return exit.done;
  });
}

async function audit(invocation: Invocation): Promise<ExitStatus> {
  const [what] = words(invocation.positionals, 'verify or checkpoint', 0, 1);
  if (what === undefined) return print(invocation);
  if (what === 'verify') return verify(invocation);
  if (what === 'checkpoint') return makeCheckpoint(invocation);
  throw new UsageError('audit is followed by verify, checkpoint, or nothing.');
}

export const auditCommand: Command = {
  usage: [
    `[--since DAY] ${libraryUsage}`,
    `verify [--checkpoint FILE] ${libraryUsage}`,
    `checkpoint [-o FILE] ${libraryUsage}`,
  ],
  options: {
    ...libraryOptions,
    since: { type: 'string' },
    checkpoint: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  run: audit,
};
