import { deflateRawSync } from 'node:zlib';
import { canary } from './planted.ts';

/** An element of a planted file: a text, bytes, numbers of two bytes, items, or fragments. */
export interface Planted {
  readonly tag: number;
  readonly vr: string;
  readonly value?: string | Buffer | readonly number[];
  readonly items?: readonly (readonly Planted[])[];
  readonly fragments?: readonly Buffer[];
}

export interface Form {
  readonly explicit: boolean;
  readonly little: boolean;
  /** Sequences and items without their lengths, closed by marks. */
  readonly open: boolean;
}

export const syntaxes = {
  implicit: ['1.2.840.10008.1.2', { explicit: false, little: true, open: true }],
  explicit: ['1.2.840.10008.1.2.1', { explicit: true, little: true, open: false }],
  big: ['1.2.840.10008.1.2.2', { explicit: true, little: false, open: true }],
  deflated: ['1.2.840.10008.1.2.1.99', { explicit: true, little: true, open: true }],
} as const satisfies Record<string, readonly [string, Form]>;
export type SyntaxName = keyof typeof syntaxes;

const word = (form: Form, ...values: readonly number[]): Buffer => {
  const out = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries())
    form.little ? out.writeUInt16LE(value, index * 2) : out.writeUInt16BE(value, index * 2);
  return out;
};
const long = (form: Form, value: number): Buffer => {
  const out = Buffer.alloc(4);
  if (form.little) out.writeUInt32LE(value);
  else out.writeUInt32BE(value);
  return out;
};
const even = (bytes: Buffer): Buffer => (bytes.length % 2 ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes);
const name = (tag: number, form: Form): Buffer => word(form, Math.floor(tag / 65_536), tag % 65_536);

function head(tag: number, vr: string, length: number, form: Form): Buffer {
  if (!form.explicit) return Buffer.concat([name(tag, form), long(form, length)]);
  const wide = /^(?:O.|S[QV]|U[CNRTV])$/.test(vr);
  const after = wide ? Buffer.concat([word(form, 0), long(form, length)]) : word(form, length);
  return Buffer.concat([name(tag, form), Buffer.from(vr), after]);
}

const mark = (element: number, length: number, form: Form): Buffer =>
  Buffer.concat([name(0xfffe0000 + element, form), long(form, length)]);

function one({ tag, vr, value, items, fragments }: Planted, form: Form): Buffer {
  if (fragments) {
    const parts = fragments.flatMap((part) => [mark(0xe000, part.length, form), part]);
    return Buffer.concat([head(tag, vr, 0xffffffff, form), ...parts, mark(0xe0dd, 0, form)]);
  }
  if (items) {
    const parts = items.map((item) => {
      const inner = elements(item, form);
      return form.open
        ? Buffer.concat([mark(0xe000, 0xffffffff, form), inner, mark(0xe00d, 0, form)])
        : Buffer.concat([mark(0xe000, inner.length, form), inner]);
    });
    const inner = Buffer.concat(parts);
    return form.open
      ? Buffer.concat([head(tag, 'SQ', 0xffffffff, form), inner, mark(0xe0dd, 0, form)])
      : Buffer.concat([head(tag, 'SQ', inner.length, form), inner]);
  }
  const bytes =
    typeof value === 'string'
      ? even(Buffer.from(value, 'latin1'))
      : Buffer.isBuffer(value)
        ? value
        : word(form, ...((value as readonly number[]) ?? []));
  return Buffer.concat([head(tag, vr, bytes.length, form), bytes]);
}

export const elements = (list: readonly Planted[], form: Form): Buffer =>
  Buffer.concat(list.map((element) => one(element, form)));

const tag = (group: number, element: number): number => group * 65_536 + element;

export interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  readonly bits: number;
  readonly photometric: string;
  readonly samples: Buffer | readonly Buffer[];
  readonly frames?: number;
}

/** The elements of an object with a picture, and the canary in every place that may hold it. */
export function plantedElements(picture: Picture): Planted[] {
  const { rows, columns, channels, bits, photometric, samples, frames } = picture;
  const secret = [{ tag: tag(0x0010, 0x0010), vr: 'PN', value: canary }];
  const native = Buffer.isBuffer(samples);
  return [
    { tag: tag(0x0008, 0x0005), vr: 'CS', value: 'ISO_IR 100' },
    { tag: tag(0x0008, 0x0008), vr: 'CS', value: `ORIGINAL\\PRIMARY\\${canary}` },
    { tag: tag(0x0008, 0x0016), vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.7\0' },
    { tag: tag(0x0008, 0x0018), vr: 'UI', value: '1.2.3.4.20071114.1' },
    { tag: tag(0x0008, 0x0020), vr: 'DA', value: '20071114' },
    { tag: tag(0x0008, 0x0060), vr: 'CS', value: 'OT' },
    { tag: tag(0x0008, 0x0080), vr: 'LO', value: canary },
    {
      tag: tag(0x0008, 0x1140),
      vr: 'SQ',
      items: [secret, [{ tag: tag(0x0008, 0x1115), vr: 'SQ', items: [secret] }]],
    },
    { tag: tag(0x0009, 0x0010), vr: 'LO', value: canary },
    { tag: tag(0x0009, 0x1001), vr: 'UN', value: Buffer.from(canary.padEnd(40)) },
    { tag: tag(0x0010, 0x0010), vr: 'PN', value: canary },
    { tag: tag(0x0010, 0x0020), vr: 'LO', value: '7654321' },
    { tag: tag(0x0018, 0x1030), vr: 'LO', value: canary },
    { tag: tag(0x0020, 0x000d), vr: 'UI', value: '1.2.3.4.20071114' },
    { tag: tag(0x0020, 0x4000), vr: 'LT', value: canary },
    { tag: tag(0x0028, 0x0002), vr: 'US', value: [channels] },
    { tag: tag(0x0028, 0x0004), vr: 'CS', value: photometric },
    ...(channels > 1 ? [{ tag: tag(0x0028, 0x0006), vr: 'US', value: [0] }] : []),
    ...(frames ? [{ tag: tag(0x0028, 0x0008), vr: 'IS', value: String(frames) }] : []),
    { tag: tag(0x0028, 0x0010), vr: 'US', value: [rows] },
    { tag: tag(0x0028, 0x0011), vr: 'US', value: [columns] },
    { tag: tag(0x0028, 0x0100), vr: 'US', value: [bits] },
    { tag: tag(0x0028, 0x0101), vr: 'US', value: [bits] },
    { tag: tag(0x0028, 0x0102), vr: 'US', value: [bits - 1] },
    { tag: tag(0x0028, 0x0103), vr: 'US', value: [0] },
    { tag: tag(0x0028, 0x1055), vr: 'LO', value: canary },
    { tag: tag(0x0028, 0x3010), vr: 'SQ', items: [[{ tag: tag(0x0028, 0x3003), vr: 'LO', value: canary }]] },
    { tag: tag(0x0040, 0xa730), vr: 'SQ', items: [[{ tag: tag(0x0040, 0xa160), vr: 'UT', value: canary }]] },
    { tag: tag(0x0042, 0x0011), vr: 'OB', value: Buffer.from(canary.padEnd(64)) },
    {
      tag: tag(0x0088, 0x0200),
      vr: 'SQ',
      items: [[{ tag: tag(0x7fe0, 0x0010), vr: 'OW', value: Buffer.from(canary.padEnd(64)) }]],
    },
    { tag: tag(0x5000, 0x3000), vr: 'OW', value: Buffer.from(canary.padEnd(64)) },
    { tag: tag(0x6000, 0x3000), vr: 'OW', value: Buffer.from(canary.padEnd(64)) },
    native
      ? { tag: tag(0x7fe0, 0x0010), vr: 'OW', value: samples }
      : { tag: tag(0x7fe0, 0x0010), vr: 'OB', fragments: [Buffer.alloc(0), ...samples] },
    { tag: tag(0xfffc, 0xfffc), vr: 'OB', value: Buffer.from(canary.padEnd(64)) },
  ];
}

const explicit = syntaxes.explicit[1];

/** A whole file: preamble, meta information and data set. */
export function fileOf(list: readonly Planted[], syntax: string, form: Form, preamble = canary): Buffer {
  const meta = elements(
    [
      { tag: tag(0x0002, 0x0001), vr: 'OB', value: Buffer.from([0, 1]) },
      { tag: tag(0x0002, 0x0002), vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.7\0' },
      { tag: tag(0x0002, 0x0003), vr: 'UI', value: '1.2.3.4.20071114.1' },
      { tag: tag(0x0002, 0x0010), vr: 'UI', value: syntax.padEnd(syntax.length + (syntax.length % 2), '\0') },
      { tag: tag(0x0002, 0x0013), vr: 'SH', value: 'MAKER_1' },
      { tag: tag(0x0002, 0x0016), vr: 'AE', value: canary },
      { tag: tag(0x0002, 0x0102), vr: 'OB', value: Buffer.from(canary.padEnd(64)) },
    ],
    explicit,
  );
  const set = elements(list, form);
  const start = Buffer.alloc(128);
  start.write(preamble, 'latin1');
  const written = syntax === syntaxes.deflated[0] ? deflateRawSync(set) : set;
  return Buffer.concat([start, Buffer.from('DICM'), meta, written]);
}

export function plantDicom(picture: Picture, name: SyntaxName): Buffer {
  const [syntax, form] = syntaxes[name];
  return fileOf(plantedElements(picture), syntax, form);
}

/** An encapsulated picture; one fragment a frame. */
export const plantCoded = (picture: Picture, syntax: string): Buffer =>
  fileOf(plantedElements(picture), syntax, { ...explicit, open: true });

/** A ramp of samples of two bytes. */
export const ramp = (rows: number, columns: number, little: boolean): Buffer => {
  const out = Buffer.alloc(rows * columns * 2);
  for (let at = 0; at < rows * columns; at += 1)
    little ? out.writeUInt16LE((at * 37) % 4096, at * 2) : out.writeUInt16BE((at * 37) % 4096, at * 2);
  return out;
};
