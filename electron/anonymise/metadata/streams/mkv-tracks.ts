import { CustosError } from '../../../../shared/kernel/error.ts';
import { withoutZeroEnd } from '../../../media/zero-end.ts';
import type { Notes } from '../noted.ts';
import { elementsIn, makeElement, makeNumber, numberIn } from './ebml.ts';
import { filterOf, isKnownCoding, reducePrivate } from './mkv-private.ts';
import type { SampleFilter } from './sample-filters.ts';

export interface MkvTrack {
  readonly number: number;
  readonly kind: 'video' | 'audio';
  readonly bytes: Buffer;
  readonly filter: SampleFilter | null;
  /** VP8 and VP9 carry their transparency beside the block. */
  readonly alpha: boolean;
}

/** What may stand in a master: a number or date of at most eight bytes, bytes up to a length, or another master. */
type Form = 'number' | number | Forms;
interface Forms {
  readonly [id: number]: Form;
}

const video: Forms = {
  ...Object.fromEntries(
    [
      ...[0x9a, 0x9d, 0x53b8, 0x53c0, 0xb0, 0xba, 0x54aa, 0x54bb, 0x54cc, 0x54dd],
      ...[0x54b0, 0x54ba, 0x54b2, 0x54b3, 0x2fb523, 0x2383e3],
    ].map((id) => [id, 'number' as const]),
  ),
  3061028: 4,
  21936: {
    ...Object.fromEntries(
      [
        0x55b1, 0x55b2, 0x55b3, 0x55b4, 0x55b5, 0x55b6, 0x55b7, 0x55b8, 0x55b9, 0x55ba, 0x55bb, 0x55bc,
        0x55bd,
      ].map((id) => [id, 'number' as const]),
    ),
    21968: Object.fromEntries(
      [0x55d1, 0x55d2, 0x55d3, 0x55d4, 0x55d5, 0x55d6, 0x55d7, 0x55d8, 0x55d9, 0x55da].map((id) => [
        id,
        'number' as const,
      ]),
    ),
  },
  30320: { 30321: 'number', 30322: 32, 30323: 'number', 30324: 'number', 30325: 'number' },
};
const audio: Forms = { 181: 'number', 30901: 'number', 159: 'number', 25188: 'number', 21233: 'number' };
const encodings: Forms = {
  25152: { 20529: 'number', 20530: 'number', 20531: 'number', 20532: { 16980: 'number', 16981: 1024 } },
};

/** Settings of a track that decoding and display read (RFC 9559 section 5.1.4.1). */
const entry: Forms = {
  ...Object.fromEntries(
    [...[0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x23e383, 0x234e7a, 0x23314f, 0x55ee, 0xaa, 0x56aa, 0x56bb]].map(
      (id) => [id, 'number' as const],
    ),
  ),
  224: video,
  225: audio,
  28032: encodings,
};

function rebuild(bytes: Buffer, forms: Forms, notes: Notes): Buffer {
  const kept: Buffer[] = [];
  const seen = new Set<number>();
  for (const { id, body, end } of elementsIn(bytes)) {
    const form = forms[id];
    const content = bytes.subarray(body, end);
    // What may stand once is taken once, the first time, as everywhere here.
    if (form === undefined || seen.has(id)) continue;
    seen.add(id);
    if (typeof form === 'object') kept.push(makeElement(id, rebuild(content, form, notes)));
    else if (content.length <= (form === 'number' ? 8 : form)) kept.push(makeElement(id, content));
  }
  return Buffer.concat(kept);
}

/** Blocks name their track in at most four bytes of seven bits. */
const largestNumber = 2 ** 28 - 2;

const child = (bytes: Buffer, id: number): Buffer | null => {
  const found = elementsIn(bytes).find((one) => one.id === id);
  return found ? bytes.subarray(found.body, found.end) : null;
};

function assertPlain(bytes: Buffer): boolean {
  const list = child(bytes, 0x6d80);
  for (const one of list ? elementsIn(list) : []) {
    if (list && one.id === 0x6240 && child(list.subarray(one.body, one.end), 0x5035)) {
      throw new CustosError(
        'unsupported',
        'This recording is copy-protected, so Custos cannot look inside it. Ask whoever made it for a copy without protection.',
      );
    }
  }
  return list === null;
}

/** @returns the track, or in words what it is and that it was left out. */
export function readMkvTrack(bytes: Buffer, notes: Notes): MkvTrack | string {
  const type = numberIn(child(bytes, 0x83) ?? Buffer.alloc(0));
  const number = numberIn(child(bytes, 0xd7) ?? Buffer.alloc(0));
  const codec = withoutZeroEnd(child(bytes, 0x86)?.toString('latin1') ?? '');
  if (type === 17) return 'a subtitle track';
  if (type !== 1 && type !== 2) return 'a track that is neither picture nor sound';
  if (number < 1 || number > largestNumber) return 'a track without a number';
  if (!isKnownCoding(codec)) return `a track whose coding (${codec}) Custos does not know`;
  const plain = assertPlain(bytes);
  const settings = child(bytes, 0x63a2);
  const reduced = settings && reducePrivate(codec, settings, notes);
  const language = withoutZeroEnd(child(bytes, 0x22b59c)?.toString('latin1') ?? '');
  const made = makeElement(
    0xae,
    rebuild(bytes, entry, notes),
    makeNumber(0xd7, number),
    makeNumber(0x73c5, number),
    makeElement(0x86, Buffer.from(codec, 'latin1')),
    ...(reduced ? [makeElement(0x63a2, reduced)] : []),
    ...(/^[a-z]{3}$/.test(language) ? [makeElement(0x22b59c, Buffer.from(language))] : []),
  );
  return {
    number,
    kind: type === 1 ? 'video' : 'audio',
    bytes: made,
    // What is compressed once more inside a block is left alone: it cannot be told apart there.
    filter: plain ? filterOf(codec, settings, reduced) : null,
    alpha: codec === 'V_VP8' || codec === 'V_VP9',
  };
}
