import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteTail, skipLeadingTags, tailStart } from './audio-tail.ts';
import { FlacFrames } from './flac-frames.ts';
import { noteLoose } from './loose-findings.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import type { StreamCleaner, StreamPlan } from './stream-cleaner.ts';
import { noteVorbisComment } from './vorbis-comment.ts';

interface Blocks {
  readonly info: Buffer;
  readonly seek: Buffer | null;
  readonly end: number;
}

const blockNames: Readonly<Record<number, string>> = {
  1: 'Padding',
  2: 'Application',
  5: 'Cue sheet',
  6: 'Picture',
};

function noteBlock(type: number, body: Buffer, notes: Notes): void {
  if (type === 4) noteVorbisComment('FLAC', body, notes);
  else if (body.some((byte) => byte !== 0)) {
    notes.binary('FLAC', blockNames[type] ?? `Block ${type}`, body, type === 6 ? 'picture' : 'unknown');
    noteLoose('FLAC', blockNames[type] ?? `Block ${type}`, body.subarray(0, 65_536), notes, 'unknown');
  }
}

const damaged = (): CustosError =>
  new CustosError(
    'unreadable',
    'The description of this sound is damaged, so no program can play it. Copy it once more from where it came.',
  );

/** Blocks of metadata (RFC 9639 section 8): one head of four bytes each, the last one marked. */
async function readBlocks(window: Window, start: number, notes: Notes): Promise<Blocks> {
  let info: Buffer | null = null;
  let seek: Buffer | null = null;
  for (let at = start + 4, last = false; !last; ) {
    const head = await window.at(at, 4);
    if (head.length < 4) throw damaged();
    last = (head[0] ?? 0) >= 128;
    const type = (head[0] ?? 0) & 127;
    const length = head.readUIntBE(1, 3);
    const body = Buffer.from(await window.at(at + 4, length));
    if (type === 127 || body.length < length) throw damaged();
    if (type === 0 && length === 34 && !info) info = body;
    else if (type === 3 && length % 18 === 0 && !seek) seek = body;
    else noteBlock(type, body, notes);
    at += 4 + length;
    if (last) {
      if (!info) throw damaged();
      return { info, seek, end: at };
    }
  }
  throw damaged();
}

function block(type: number, body: Buffer, last: boolean): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  head[0] = type | (last ? 128 : 0);
  return Buffer.concat([head, body]);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

async function* write(
  source: Seekable,
  { info, seek }: Blocks,
  frames: readonly Span[],
): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([
    Buffer.from('fLaC'),
    block(0, info, seek === null),
    ...(seek ? [block(3, seek, true)] : []),
  ]);
  for (const { from, to } of frames) yield* copyOf(source, from, to);
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const window = new Window(source, 1024 * 1024);
  const start = await skipLeadingTags(window, notes);
  if ((await window.at(start, 4)).toString('latin1') !== 'fLaC') throw damaged();
  const blocks = await readBlocks(window, start, notes);
  const end = await tailStart(window, blocks.end, notes);
  const frames = await new FlacFrames(window).spans(blocks.end, end);
  const kept = frames.reduce((sum, { from, to }) => sum + to - from, 0);
  if (kept < end - blocks.end) await noteTail(window, frames.at(-1)?.to ?? blocks.end, end, notes);
  // Places in the table count from the first frame: they hold only while nothing before them went.
  const whole = frames.length <= 1 && (frames[0]?.from ?? blocks.end) === blocks.end;
  return { remarks: [], parts: () => write(source, whole ? blocks : { ...blocks, seek: null }, frames) };
}

/** FLAC (RFC 9639): stream information, seek table and frames. */
export const flacCleaner: StreamCleaner = { containers: ['flac'], plan };
