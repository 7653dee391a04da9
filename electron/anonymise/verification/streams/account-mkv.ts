import { faultOfFrame, type UnitKind } from './account-units.ts';
import type { StreamReading } from './stream-reading.ts';

/** What an output may hold: masters with their children, and for leaves the most bytes they may have. */
interface Rules {
  readonly [id: number]: number | Rules;
}

const numbers = (...ids: readonly number[]): Rules => Object.fromEntries(ids.map((id) => [id, 8]));

const colour: Rules = {
  ...numbers(
    0x55b1,
    0x55b2,
    0x55b3,
    0x55b4,
    0x55b5,
    0x55b6,
    0x55b7,
    0x55b8,
    0x55b9,
    0x55ba,
    0x55bb,
    0x55bc,
    0x55bd,
  ),
  21968: numbers(0x55d1, 0x55d2, 0x55d3, 0x55d4, 0x55d5, 0x55d6, 0x55d7, 0x55d8, 0x55d9, 0x55da),
};
const picture: Rules = {
  ...numbers(
    0x9a,
    0x9d,
    0x53b8,
    0x53c0,
    0xb0,
    0xba,
    0x54aa,
    0x54bb,
    0x54cc,
    0x54dd,
    0x54b0,
    0x54ba,
    0x54b2,
    0x54b3,
  ),
  ...numbers(0x2fb523, 0x2383e3, 0x2eb524),
  21936: colour,
  30320: { ...numbers(0x7671, 0x7673, 0x7674, 0x7675), 30322: 32 },
};
const track: Rules = {
  ...numbers(
    0xd7,
    0x73c5,
    0x83,
    0xb9,
    0x88,
    0x55aa,
    0x9c,
    0x23e383,
    0x234e7a,
    0x23314f,
    0x55ee,
    0xaa,
    0x56aa,
    0x56bb,
  ),
  134: 32,
  25506: 1 << 20,
  2274716: 3,
  224: picture,
  225: numbers(0xb5, 0x78b5, 0x9f, 0x6264, 0x52f1),
  28032: { 25152: { ...numbers(0x5031, 0x5032, 0x5033), 20532: { 16980: 8, 16981: 1024 } } },
};
const head: Rules = {
  290298740: { 19899: { 21419: 4, 21420: 8 } },
  357149030: numbers(0x2ad7b1, 0x4489),
  374648427: { 174: track },
  475249515: { 187: { 179: 8, 183: numbers(0xf7, 0xf1) } },
};
const group: Rules = { 161: 1 << 28, 155: 8, 251: 8, 30114: 8, 30113: { 166: { 238: 1, 165: 1 << 26 } } };

interface Tag {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** The head of an element: how many bytes a number takes is told by the zeros before its first one. */
function readTag(bytes: Buffer, at: number, base: number): Tag | null {
  const widthAt = (place: number): number => {
    const byte = bytes[place] ?? 0;
    for (let width = 1; width <= 8; width += 1) if (byte & (1 << (8 - width))) return width;
    return 9;
  };
  const idWidth = widthAt(at);
  const sizeWidth = widthAt(at + idWidth);
  if (idWidth > 4 || sizeWidth > 8 || at + idWidth + sizeWidth > bytes.length) return null;
  let size = (bytes[at + idWidth] ?? 0) % 2 ** (8 - sizeWidth);
  for (let index = 1; index < sizeWidth; index += 1) size = size * 256 + (bytes[at + idWidth + index] ?? 0);
  const from = base + at + idWidth + sizeWidth;
  return { id: bytes.readUIntBE(at, idWidth), from, to: from + size };
}

/** Where a number whose width is told by its zeros ends, and what it is: of a size's first byte none of them is left. */
function sizeAt(body: Buffer, at: number): { value: number; width: number } {
  let width = 1;
  while (width < 5 && ((body[at] ?? 0) & (0x80 >> (width - 1))) === 0) width += 1;
  const value = at + width <= body.length ? body.readUIntBE(at, width) % 2 ** (7 * width) : Number.NaN;
  return { value, width };
}

/** The frames of a block by its lacing: 0 none, 1 of Xiph, 2 of one size, 3 of EBML; none where they do not fit. */
function framesOf(body: Buffer, lacing: number): Buffer[] {
  if (lacing === 0) return [body];
  const last = body[0] ?? 0;
  const sizes: number[] = [];
  let at = 1;
  while (sizes.length < last) {
    const before = sizes.at(-1);
    if (lacing === 2) sizes.push((body.length - 1) / (last + 1));
    else if (lacing === 1) {
      const from = at;
      while (body[at] === 255) at += 1;
      sizes.push((at - from) * 255 + (body[at] ?? Number.NaN));
      at += 1;
    } else {
      const { value, width } = sizeAt(body, at);
      sizes.push(before === undefined ? value : before + value - 2 ** (7 * width - 1) + 1);
      at += width;
    }
  }
  const frames: Buffer[] = [];
  for (const size of sizes) {
    if (!(Number.isInteger(size) && size >= 0 && at + size <= body.length)) return [];
    frames.push(body.subarray(at, at + size));
    at += size;
  }
  const isEven = lacing !== 2 || (body.length - 1) % (last + 1) === 0;
  return isEven && at <= body.length && body.length > 0 ? [...frames, body.subarray(at)] : [];
}

interface Coding {
  readonly kind: UnitKind;
  readonly lengthSize: number;
}

class SegmentAccount {
  readonly reading: StreamReading;
  readonly codings = new Map<number, Coding>();
  readonly numbers = new Set<number>();

  constructor(reading: StreamReading) {
    this.reading = reading;
  }

  wrong(what: string): void {
    this.reading.wrong('Matroska', what);
  }

  /** A master in memory: every child is listed and every byte is a child's. */
  master(bytes: Buffer, rules: Rules): Map<number, Buffer> {
    const children = new Map<number, Buffer>();
    let at = 0;
    while (at < bytes.length) {
      const tag = readTag(bytes, at, 0);
      if (!tag || tag.to > bytes.length) {
        this.wrong('bytes that belong to no element');
        break;
      }
      const rule = rules[tag.id];
      const content = bytes.subarray(tag.from, tag.to);
      if (rule === undefined) this.wrong(`the element ${tag.id.toString(16)}`);
      else if (typeof rule === 'object') {
        const inner = this.master(content, rule);
        if (tag.id === 0xae) this.track(inner);
      } else if (content.length > rule) this.wrong(`the length of the element ${tag.id.toString(16)}`);
      else if (rule > 8 && rule <= 1 << 20)
        this.reading.structure(`Matroska ${tag.id.toString(16)}`, content);
      children.set(tag.id, content);
      at = tag.to;
    }
    return children;
  }

  track(children: ReadonlyMap<number, Buffer>): void {
    const of = (id: number): bigint => BigInt(`0x0${children.get(id)?.toString('hex') ?? ''}`);
    if (of(0x73c5) !== of(0xd7)) this.wrong('the number of a track');
    const number = Number(of(0xd7));
    this.numbers.add(number);
    const codec = children.get(0x86)?.toString('latin1') ?? '';
    const config = children.get(0x63a2);
    if (children.has(0x6d80)) return;
    if (codec === 'V_MPEG4/ISO/AVC')
      this.codings.set(number, { kind: 'avc', lengthSize: ((config?.[4] ?? 3) & 3) + 1 });
    if (codec === 'V_MPEGH/ISO/HEVC')
      this.codings.set(number, { kind: 'hevc', lengthSize: ((config?.[21] ?? 3) & 3) + 1 });
  }

  block(bytes: Buffer): void {
    const first = bytes[0] ?? 0;
    const width = [0x80, 0x40, 0x20, 0x10].findIndex((mark) => first >= mark) + 1;
    const number = width > 0 && bytes.length > width ? bytes.readUIntBE(0, width) - 2 ** (7 * width) : -1;
    if (!this.numbers.has(number)) this.wrong('a block of a track that is not described');
    const coding = this.codings.get(number);
    if (!coding) return;
    const frames = framesOf(bytes.subarray(width + 3), ((bytes[width + 2] ?? 0) & 6) >> 1);
    if (frames.length === 0) this.wrong('a block whose frames do not fit it');
    for (const frame of frames) {
      const fault = faultOfFrame(coding.kind, frame, coding.lengthSize, true);
      if (fault) this.reading.wrong('Matroska frames', fault);
    }
  }

  async cluster(from: number, to: number): Promise<void> {
    let at = from;
    while (at < to) {
      const start = this.reading.held(at, 12) ?? (await this.reading.at(at, 12));
      const tag = readTag(start, 0, at);
      if (!tag || tag.to > to) return this.wrong('bytes that belong to no block');
      if (tag.id === 0xa3)
        this.block(
          this.reading.held(tag.from, tag.to - tag.from) ??
            (await this.reading.at(tag.from, tag.to - tag.from)),
        );
      else if (tag.id === 0xa0) {
        const children = this.master(await this.reading.at(tag.from, tag.to - tag.from), group);
        const block = children.get(0xa1);
        if (block) this.block(block);
      } else if (tag.id !== 0xe7 || at !== from || tag.to - tag.from > 8) {
        this.wrong(`the element ${tag.id.toString(16)} among the blocks`);
      }
      at = tag.to;
    }
  }
}

const ebmlHead = (type: string): Buffer =>
  Buffer.concat([
    Buffer.from(type === 'webm' ? '1a45dfa39f' : '1a45dfa3a3', 'hex'),
    Buffer.from('42868101' + '42f78101' + '42f28104' + '42f38108' + '4282', 'hex'),
    Buffer.from([0x80 | type.length]),
    Buffer.from(type),
    Buffer.from('42878104' + '42858102', 'hex'),
  ]);

/** Accounts for every byte of a Matroska or WebM file, reading it without any help of what wrote it. */
export async function accountMkv(reading: StreamReading): Promise<void> {
  const account = new SegmentAccount(reading);
  const { size } = reading.source;
  const first = await reading.at(0, 64);
  const form = [ebmlHead('matroska'), ebmlHead('webm')].find((one) =>
    first.subarray(0, one.length).equals(one),
  );
  if (!form) return account.wrong('its head is of another form');
  const segment = readTag(first, form.length, 0);
  if (segment?.id !== 0x18538067 || segment.to !== size) return account.wrong('bytes behind the segment');
  let [framesFrom, framesTo] = [size, size];
  for (let at = segment.from; at < size; ) {
    const tag: Tag | null = readTag(reading.held(at, 12) ?? (await reading.at(at, 12)), 0, at);
    if (!tag || tag.to > size) return account.wrong('bytes that belong to no element');
    const rules = head[tag.id];
    if (tag.id === 0x1f43b675) {
      await account.cluster(tag.from, tag.to);
      [framesFrom, framesTo] = [Math.min(framesFrom, tag.from), tag.to];
    } else if (typeof rules === 'object')
      account.master(await reading.at(tag.from, tag.to - tag.from), rules);
    else account.wrong(`the element ${tag.id.toString(16)}`);
    at = tag.to;
  }
  await reading.samples('Matroska frames', framesFrom, framesTo);
}
