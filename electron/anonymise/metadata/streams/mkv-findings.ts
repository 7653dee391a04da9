import { withoutZeroEnd } from '../../../media/zero-end.ts';
import type { Notes } from '../noted.ts';
import type { Reason } from '../reasons.ts';
import { elementsIn, numberIn } from './ebml.ts';
import { noteLoose } from './loose-findings.ts';

interface Described {
  readonly name: string;
  readonly reason: Reason;
  readonly form: 'text' | 'binary' | 'date' | 'number';
}

const text = (name: string, reason: Reason): Described => ({ name, reason, form: 'text' });

/** Elements that identify, by what they give away (RFC 9559 section 5.1). */
const described: Readonly<Record<number, Described>> = {
  31657: text('Title', 'said'),
  19840: text('Muxing program', 'device'),
  22337: text('Writing program', 'device'),
  29572: text('Segment file name', 'who'),
  3965867: text('File before', 'who'),
  4096955: text('File after', 'who'),
  17505: { name: 'Date', reason: 'when', form: 'date' },
  29604: { name: 'Segment number', reason: 'number', form: 'binary' },
  17476: { name: 'Segment family', reason: 'number', form: 'binary' },
  3979555: { name: 'Number of the file before', reason: 'number', form: 'binary' },
  4110627: { name: 'Number of the file after', reason: 'number', form: 'binary' },
  21358: text('Track name', 'said'),
  2459272: text('Codec name', 'device'),
  3839639: text('Codec settings', 'device'),
  133: text('Chapter', 'said'),
  18030: text('Attached file', 'said'),
  18046: text('Description of an attached file', 'said'),
  18012: { name: 'Attached content', reason: 'picture', form: 'binary' },
  17541: { name: 'Tag', reason: 'unknown', form: 'binary' },
};
const masters = new Set([
  ...[0x1549a966, 0x1654ae6b, 0xae, 0x1254c367, 0x7373, 0x67c8, 0x1941a469, 0x61a7, 0x1043a770, 0x45b9],
  ...[0xb6, 0x80, 0x6924],
]);

/** Nanoseconds since the turn of the millennium. */
function noteDate(body: Buffer, notes: Notes): void {
  if (body.length !== 8) return;
  const date = new Date(Date.UTC(2001, 0, 1) + Number(body.readBigInt64BE(0) / 1_000_000n));
  if (!Number.isNaN(date.getTime())) notes.fact('Matroska', 'Date', date.toISOString(), 'when');
}

/** A tag: its name beside its value. */
function noteTag(tag: Buffer, notes: Notes): void {
  const parts = elementsIn(tag);
  const of = (id: number): string | null => {
    const found = parts.find((part) => part.id === id);
    return found ? tag.toString('utf8', found.body, found.end).replaceAll('\0', '') : null;
  };
  const value = of(0x4487);
  if (value !== null) notes.text('Matroska tag', of(0x45a3) ?? 'Tag', value);
}

/** Notes what an element of the segment says besides what decoding needs. */
export function noteElements(bytes: Buffer, notes: Notes, depth = 0): void {
  for (const { id, body, end } of elementsIn(bytes)) {
    const content = bytes.subarray(body, end);
    if (id === 0x67c8) noteTag(content, notes);
    if (masters.has(id) && depth < 10) noteElements(content, notes, depth + 1);
    const known = described[id];
    if (!known || content.length === 0) continue;
    if (known.form === 'date') noteDate(content, notes);
    else if (known.form === 'text')
      notes.text('Matroska', known.name, withoutZeroEnd(content.toString('utf8')), known.reason);
    else {
      notes.binary('Matroska', known.name, content, known.reason);
      if (id === 0x465c) noteLoose('Matroska', known.name, content.subarray(0, 65_536), notes, known.reason);
    }
  }
}

/** A number that names a track rather than counts it. */
export function noteTrackNumber(bytes: Buffer, number: number, notes: Notes): void {
  const found = elementsIn(bytes).find(({ id }) => id === 0x73c5);
  const value = found ? bytes.subarray(found.body, found.end) : null;
  if (value && value.length > 2 && numberIn(value) !== number)
    notes.fact('Matroska', 'Number of a track', value.toString('hex'), 'number');
}
