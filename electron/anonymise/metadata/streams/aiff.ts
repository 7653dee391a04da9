import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteTag } from './audio-tags.ts';
import { chunksIn } from './riff-chunks.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import type { StreamCleaner, StreamPlan } from './stream-cleaner.ts';

interface Form {
  common: Buffer | null;
  sound: { readonly from: number; readonly to: number } | null;
}

const notedLength = 1024 * 1024;

function chunk(type: string, body: Buffer, length = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(length, 4);
  return Buffer.concat([head, body]);
}

/** Eighteen bytes, and in AIFF-C the four letters of the compression with an empty name. */
function reduceCommon(body: Buffer, compressed: boolean): Buffer | null {
  if (body.length < (compressed ? 22 : 18)) return null;
  return compressed ? Buffer.concat([body.subarray(0, 22), Buffer.alloc(2)]) : body.subarray(0, 18);
}

async function readForm(source: Seekable, compressed: boolean, notes: Notes): Promise<Form> {
  const window = new Window(source);
  const form: Form = { common: null, sound: null };
  let end = 12;
  for await (const { type, body, end: to, stated } of chunksIn(window, 12, source.size, true)) {
    end = to + (stated % 2);
    if (type === 'COMM' && !form.common) {
      const content = Buffer.from(await window.at(body, Math.min(to - body, 1024)));
      form.common = reduceCommon(content, compressed);
      const name = content.subarray(23, 23 + (content[22] ?? 0)).toString('latin1');
      if (compressed) notes.text('AIFF COMM', 'Compression', name, 'device');
    } else if (type === 'SSND' && !form.sound) {
      // An offset of the samples, used for aligned writing, counts bytes that nobody hears.
      const offset = to - body >= 8 ? (await window.at(body, 8)).readUInt32BE(0) : 0;
      form.sound = { from: Math.min(body + 8 + offset, to), to };
    } else if (type !== 'FVER') {
      noteTag(
        `AIFF ${type.trim()}`,
        type,
        Buffer.from(await window.at(body, Math.min(to - body, notedLength))),
        notes,
      );
    }
  }
  if (end < source.size)
    notes.binary('Trailer', 'Bytes behind the sound', await window.at(end, notedLength), 'unknown');
  return form;
}

async function* write(
  source: Seekable,
  common: Buffer,
  from: number,
  to: number,
  compressed: boolean,
): AsyncGenerator<Uint8Array> {
  const length = to - from;
  // The one date there is that names the format: AIFF-C version 1.
  const version = compressed ? chunk('FVER', Buffer.from([0xa2, 0x80, 0x51, 0x40])) : Buffer.alloc(0);
  const parts = Buffer.concat([version, chunk('COMM', common), chunk('SSND', Buffer.alloc(8), length + 8)]);
  const head = Buffer.alloc(12);
  head.write('FORM', 'latin1');
  head.writeUInt32BE(4 + parts.length + length + (length % 2), 4);
  head.write(compressed ? 'AIFC' : 'AIFF', 8, 'latin1');
  yield Buffer.concat([head, parts]);
  yield* copyOf(source, from, to);
  if (length % 2 === 1) yield Buffer.alloc(1);
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const compressed = Buffer.from(await source.read(8, 4)).toString('latin1') === 'AIFC';
  const { common, sound } = await readForm(source, compressed, notes);
  if (!common || !sound) {
    throw new CustosError(
      'unreadable',
      'This sound file has no samples, or does not say how they are to be read. Copy it once more from where it came.',
    );
  }
  return { remarks: [], parts: () => write(source, common, sound.from, sound.to, compressed) };
}

/** AIFF and AIFF-C: what the samples are, and the samples. */
export const aiffCleaner: StreamCleaner = { containers: ['aiff'], plan };
