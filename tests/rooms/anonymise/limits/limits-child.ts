import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inspectFile } from '../../../../electron/anonymise/anonymise.ts';
import { anonymiseStream } from '../../../../electron/anonymise/anonymise-stream.ts';
import { cleanerFor } from '../../../../electron/anonymise/metadata/cleaners.ts';
import { type Seekable, seekableBytes } from '../../../../electron/anonymise/metadata/streams/seekable.ts';
import { streamContainers } from '../../../../electron/anonymise/metadata/streams/stream-cleaners.ts';
import { verify } from '../../../../electron/anonymise/verification/verify.ts';
import { isCustosError } from '../../../../shared/kernel/error.ts';
import type { Nasty } from './nasty.ts';
import { nastyStills } from './nasty-stills.ts';
import { nastyStreams } from './nasty-streams.ts';

/** What one nasty file cost. */
export interface Cost {
  readonly container: string;
  readonly what: string;
  readonly outcome: string;
  readonly bytes: number;
  readonly seconds: number;
  /** Bytes that were read from the place where the file lies. */
  readonly read: number;
  /** Megabytes that the process took at most beyond those it had before. */
  readonly taken: number;
}

async function cleanStill(bytes: Buffer): Promise<void> {
  inspectFile(bytes);
  const { bytes: out, container, removedValues } = await cleanerFor(bytes).clean(bytes);
  await verify(out, { container, removedValues, knownIdentifiers: [], regions: [], pixels: null });
}

/** Counts what is read, and hands out copies as reading a file does. */
function counted(bytes: Buffer): Seekable & { read: Seekable['read']; total: () => number } {
  let total = 0;
  const read: Seekable['read'] = async (offset, length) => {
    const piece = Buffer.from(bytes.subarray(offset, offset + length));
    total += piece.length;
    return piece;
  };
  return { size: bytes.length, read, total: () => total };
}

/** Linux keeps the most memory that a process had, and forgets it when asked. */
const peakFile = '/proc/self/status';

function forgetPeak(): number {
  globalThis.gc?.();
  if (existsSync(peakFile)) writeFileSync('/proc/self/clear_refs', '5');
  return peakMemory();
}

const peakMemory = (): number =>
  existsSync(peakFile)
    ? Number(/VmHWM:\s*(\d+)/.exec(readFileSync(peakFile, 'latin1'))?.[1]) / 1024
    : process.resourceUsage().maxRSS / 1024;

async function costOf({ container, what, make }: Nasty): Promise<Cost> {
  const bytes = make();
  const source = counted(bytes);
  const memory = forgetPeak();
  const before = process.cpuUsage();
  let outcome = 'cleaned';
  try {
    if (!streamContainers.includes(container)) await cleanStill(bytes);
    else
      await anonymiseStream(source, container, [], {
        put: async (parts) => {
          const kept: Buffer[] = [];
          for await (const part of parts) kept.push(Buffer.from(part));
          return Buffer.concat(kept);
        },
        reading: (kept, use) => use(seekableBytes(kept)),
        drop: async () => undefined,
      });
  } catch (error) {
    outcome = isCustosError(error) ? `${error.code}: ${error.message}` : `threw ${String(error)}`;
  }
  const { user, system } = process.cpuUsage(before);
  const taken = Math.round(peakMemory() - memory);
  return {
    container,
    what,
    outcome,
    bytes: bytes.length,
    seconds: (user + system) / 1e6,
    read: source.total(),
    taken,
  };
}

const wanted = process.argv[2];
const all = [...(await nastyStills()), ...nastyStreams];
for (const each of all.filter(({ container }) => wanted === undefined || container === wanted))
  process.stdout.write(`${JSON.stringify(await costOf(each))}\n`);
