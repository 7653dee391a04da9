import { crc32, deflateSync, inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { SetAsideError } from '../set-aside.ts';
import { pixelLimit } from '../sharp-pictures.ts';
import { faxTiff } from './fax-tiff.ts';
import { key, nameIn } from './pdf-file.ts';

/** A stream that is no picture is never larger when it is unfolded. */
const streamLimit = 64 * 1024 ** 2;

const foreign = (what: string): SetAsideError =>
  new SetAsideError('unsupported', `The picture is coded in a way that is not read here (${what}).`);

/** @throws SetAsideError where a picture states a size that none has */
export function assertSize(width: number, height: number): void {
  if (!(width > 0 && height > 0 && width * height <= pixelLimit))
    throw new SetAsideError('too-large', 'The picture states a size that no picture has.');
}

export function filtersOf(dict: PDFDict): string[] {
  const filter = dict.lookup(key('Filter'));
  const names = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : [];
  return names.map((name) => (name instanceof PDFName ? name.decodeText() : ''));
}

const parametersOf = (dict: PDFDict): PDFDict | undefined => {
  const given = dict.lookup(key('DecodeParms'));
  const last = given instanceof PDFArray && given.size() > 0 ? given.lookup(given.size() - 1) : given;
  return last instanceof PDFDict ? last : undefined;
};

function numberIn(dict: PDFDict | undefined, member: string, otherwise: number): number {
  const value = dict?.lookup(key(member));
  return value instanceof PDFNumber ? value.asNumber() : otherwise;
}

/** What a stream holds after so many of its filters were undone. @throws where one of them is unknown */
export function unfolded(
  { dict, contents }: PDFRawStream,
  filters: readonly string[],
  limit = streamLimit,
): Buffer {
  if (filters.length === 0) return Buffer.from(contents);
  if (filters.length === 1 && filters[0] === 'FlateDecode')
    return inflateSync(contents, { maxOutputLength: limit });
  const some = dict.clone();
  some.set(key('Filter'), dict.context.obj(filters.map((name) => key(name))));
  const decoded = Buffer.from(decodePDFRawStream(PDFRawStream.of(some, contents)).decode());
  if (decoded.length > limit) throw new SetAsideError('too-large', 'A part of the PDF is too large.');
  return decoded;
}

interface Colours {
  readonly channels: 1 | 3 | 4;
  readonly palette: Buffer | null;
}

const plain: Readonly<Record<string, Colours['channels']>> = {
  DeviceGray: 1,
  CalGray: 1,
  DeviceRGB: 3,
  CalRGB: 3,
  DeviceCMYK: 4,
};

const bytesOfTable = (table: PDFObject | undefined): Buffer | null => {
  if (table instanceof PDFString || table instanceof PDFHexString) return Buffer.from(table.asBytes());
  return table instanceof PDFRawStream ? unfolded(table, filtersOf(table.dict)) : null;
};

/** ISO 32000-2, 8.6: what the samples of a picture mean, as far as they are plain. */
function coloursOf(space: PDFObject | undefined): Colours {
  const [family, second, , table] =
    space instanceof PDFArray ? space.asArray().map((_, at) => space.lookup(at)) : [space];
  const name = family instanceof PDFName ? family.decodeText() : '';
  const channels = plain[name];
  if (channels) return { channels, palette: null };
  if (name === 'ICCBased' && second instanceof PDFRawStream) {
    const count = numberIn(second.dict, 'N', 0);
    if (count === 1 || count === 3 || count === 4) return { channels: count, palette: null };
  }
  if (name === 'Indexed') {
    const base = coloursOf(second);
    const entries = bytesOfTable(table);
    if (base.palette === null && entries) return { channels: 1, palette: paletteOf(entries, base.channels) };
  }
  throw foreign(name || 'no colours');
}

const fromCmyk = (c: number, m: number, y: number, k: number): number[] =>
  [c, m, y].map((ink) => Math.round(((255 - ink) * (255 - k)) / 255));

function paletteOf(entries: Buffer, channels: Colours['channels']): Buffer {
  const count = Math.min(256, Math.floor(entries.length / channels));
  const colours = Array.from({ length: count }, (_, at) => {
    const [a = 0, b = 0, c = 0, d = 0] = entries.subarray(at * channels, (at + 1) * channels);
    return channels === 1 ? [a, a, a] : channels === 3 ? [a, b, c] : fromCmyk(a, b, c, d);
  });
  return Buffer.from(colours.flat());
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [head, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, sum]);
}

interface Samples extends Colours {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Rows, each after a byte that says how it is filtered. */
  readonly rows: Buffer;
}

/** A PDF stores rows as PNG does (ISO 32000-2, 7.4.4.4), so that they need not be understood to be put into one. */
function pngOf({ width, height, bits, channels, palette, rows }: Samples): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bits;
  header[9] = palette ? 3 : { 1: 0, 3: 2, 4: 6 }[channels];
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filteredRows(data: Buffer, rowBytes: number, height: number, filtered: boolean): Buffer {
  const needed = (rowBytes + (filtered ? 1 : 0)) * height;
  if (data.length < needed)
    throw new SetAsideError('truncated', 'The picture ends before all of it could be read.');
  if (filtered) return data.subarray(0, needed);
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let row = 0; row < height; row += 1)
    data.copy(rows, row * (rowBytes + 1) + 1, row * rowBytes, (row + 1) * rowBytes);
  return rows;
}

function samplesOf(stream: PDFRawStream, filters: readonly string[]): Samples {
  const { dict } = stream;
  const stencil = dict.lookup(key('ImageMask')) === PDFBool.True;
  const [width, height] = sizeOf(stream);
  assertSize(width, height);
  const bits = stencil ? 1 : numberIn(dict, 'BitsPerComponent', 8);
  const colours = stencil
    ? ({ channels: 1, palette: null } as const)
    : coloursOf(dict.lookup(key('ColorSpace')));
  if (![1, 2, 4, 8, 16].includes(bits) || (bits < 8 && colours.channels > 1) || (bits > 8 && colours.palette))
    throw foreign(`${bits} bits`);
  const parameters = dict.lookup(key('DecodeParms'));
  const predictor = numberIn(parameters instanceof PDFDict ? parameters : undefined, 'Predictor', 1);
  if (parameters instanceof PDFArray || predictor === 2) throw foreign('predicted samples');
  const rowBytes = Math.ceil((width * colours.channels * bits) / 8);
  const data = unfolded(stream, filters, (rowBytes + 1) * height + 1024);
  return { width, height, bits, ...colours, rows: filteredRows(data, rowBytes, height, predictor >= 10) };
}

async function fromInks(png: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const out = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    const [c = 0, m = 0, y = 0, k = 0] = data.subarray(at * 4, at * 4 + 4);
    out.set(fromCmyk(c, m, y, k), at * 3);
  }
  return sharp(out, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/**
 * A page of a fax machine (ISO 32000-2, 7.4.6). Coded white is shown white unless the file turns it over, once by
 * `BlackIs1` or once by `Decode`.
 */
async function fromFax({ dict }: PDFRawStream, coded: Buffer): Promise<Buffer> {
  const parameters = parametersOf(dict);
  const [width, height] = [numberIn(parameters, 'Columns', 1728), numberIn(dict, 'Height', 0)];
  assertSize(width, height);
  const k = numberIn(parameters, 'K', 0);
  if (k > 0) throw foreign('fax in two dimensions');
  const tiff = sharp(faxTiff({ width, height, group: k < 0 ? 4 : 3 }, coded), {
    limitInputPixels: pixelLimit,
  });
  const turned = (parameters?.lookup(key('BlackIs1')) === PDFBool.True) !== isNegative(dict);
  return (turned ? tiff.negate() : tiff).png().toBuffer();
}

const isNegative = (dict: PDFDict): boolean => {
  const decode = dict.lookup(key('Decode'));
  const [first, second] = decode instanceof PDFArray ? decode.asArray() : [];
  return first instanceof PDFNumber && second instanceof PDFNumber && first.asNumber() > second.asNumber();
};

/**
 * A picture of a PDF as a file: the very JPEG that was put into it, or its samples or fax page as PNG.
 * @throws SetAsideError where it is coded otherwise, or damaged
 */
export async function imageFile(stream: PDFRawStream): Promise<Buffer> {
  const filters = filtersOf(stream.dict);
  const last = filters.at(-1) ?? '';
  if (last === 'DCTDecode') return unfolded(stream, filters.slice(0, -1), 4 * streamLimit);
  if (last === 'CCITTFaxDecode') return fromFax(stream, unfolded(stream, filters.slice(0, -1)));
  if (['JPXDecode', 'JBIG2Decode', 'Crypt'].includes(last)) throw foreign(last.replace('Decode', ''));
  const samples = samplesOf(stream, filters);
  const png = pngOf(samples);
  if (samples.channels === 4 && samples.bits === 8) return fromInks(png);
  if (samples.channels === 4) throw foreign('16 bits in four inks');
  return isNegative(stream.dict) && !samples.palette ? sharp(png).negate().png().toBuffer() : png;
}

/** Width and height as stated, in pixels; 0 where they are not. */
export const sizeOf = ({ dict }: PDFRawStream): [width: number, height: number] => [
  numberIn(dict, 'Width', 0),
  numberIn(dict, 'Height', 0),
];

export const isImage = ({ dict }: PDFRawStream): boolean => nameIn(dict, 'Subtype') === 'Image';
