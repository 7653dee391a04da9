import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * The pictures in a PDF, as scanners put their pages into it: JPEG as it is, packed samples as PNG, fax coding as TIFF
 * (ISO 32000-1, 7.4 and 8.9). Nothing is interpreted and no offset, length or count of the file is believed: each
 * stream is found by its own words, and what is in no such form, or too large, is passed over.
 */

const mostPictures = 400;
/** How far before its stream a picture's dictionary may begin. */
const longestDictionary = 4_096;
/** A page is larger than a mark or a letterhead. */
const smallestSide = 200;
const largestSide = 20_000;
const mostSamples = 120_000_000;

interface Stated {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly filters: readonly string[];
  readonly dictionary: string;
}

const numberIn = (dictionary: string, name: string): number | null => {
  const [, value] = new RegExp(`/${name}\\s+(-?\\d{1,9})(?!\\d*\\s+\\d+\\s+R)`).exec(dictionary) ?? [];
  return value === undefined ? null : Number(value);
};

/** What a dictionary says of a picture of a page; null where it is of something else. */
function stated(dictionary: string): Stated | null {
  if (!/\/Subtype\s*\/Image\b/.test(dictionary)) return null;
  const [width, height] = [numberIn(dictionary, 'Width') ?? 0, numberIn(dictionary, 'Height') ?? 0];
  const [small, large] = [Math.min(width, height), Math.max(width, height)];
  if (small < smallestSide || large > largestSide || width * height > mostSamples) return null;
  const [, list = ''] = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary) ?? [];
  const filters = [...list.matchAll(/\/(\w+)/g)].map(([, name = '']) => name);
  return { width, height, depth: numberIn(dictionary, 'BitsPerComponent') ?? 1, filters, dictionary };
}

const unpacked = (bytes: Uint8Array, atMost: number): Buffer | null => {
  try {
    return inflateSync(bytes, { maxOutputLength: atMost });
  } catch {
    return null;
  }
};

function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** Samples in rows, each with its filter byte before it, as a PNG. */
function asPng({ width, height, depth }: Stated, channels: number, rows: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = depth;
  header[9] = channels === 3 ? 2 : 0;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const body = deflateSync(rows, { level: 1 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', body),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function fromFlate(picture: Stated, bytes: Uint8Array): Buffer | null {
  const { width, height, depth, dictionary } = picture;
  if (depth !== 1 && depth !== 8) return null;
  const rowOf = (channels: number): number => Math.ceil((width * channels * depth) / 8);
  const samples = unpacked(bytes, height * (rowOf(3) + 1) + 16);
  if (samples === null) return null;
  const predicted = (numberIn(dictionary, 'Predictor') ?? 1) >= 10 ? 1 : 0;
  // A line end may have been packed with the samples.
  const over = (count: number): number => samples.length - height * (rowOf(count) + predicted);
  const channels = [1, 3].find((count) => over(count) >= 0 && over(count) <= 2);
  if (channels === undefined) return null;
  const row = rowOf(channels);
  if (predicted) return asPng(picture, channels, samples.subarray(0, height * (row + 1)));
  const rows = Buffer.alloc(height * (row + 1));
  for (let y = 0; y < height; y += 1) samples.copy(rows, y * (row + 1) + 1, y * row, (y + 1) * row);
  return asPng(picture, channels, rows);
}

/** Fax coding (ITU-T T.4, T.6) in a TIFF of one strip: white is 0 there and in the PDF alike. */
function fromFax({ width, height, dictionary }: Stated, bytes: Uint8Array): Buffer | null {
  const k = numberIn(dictionary, 'K') ?? 0;
  if (k > 0) return null;
  const fields: readonly (readonly [tag: number, value: number])[] = [
    [256, width],
    [257, height],
    [258, 1],
    [259, k < 0 ? 4 : 3],
    [262, 0],
    [273, 8],
    [277, 1],
    [278, height],
    [279, bytes.length],
  ];
  const directory = Buffer.alloc(2 + fields.length * 12 + 4);
  directory.writeUInt16LE(fields.length, 0);
  fields.forEach(([tag, value], place) => {
    const at = 2 + place * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(4, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(value, at + 8);
  });
  const padding = Buffer.alloc(bytes.length % 2);
  const header = Buffer.from('49492a0000000000', 'hex');
  header.writeUInt32LE(8 + bytes.length + padding.length, 4);
  return Buffer.concat([header, bytes, padding, directory]);
}

function pictureOf(picture: Stated, bytes: Uint8Array): Uint8Array | null {
  switch (picture.filters.join(' ')) {
    case 'DCTDecode':
      return bytes;
    case 'FlateDecode DCTDecode':
      return unpacked(bytes, mostSamples);
    case 'FlateDecode':
      return fromFlate(picture, bytes);
    case 'CCITTFaxDecode':
      return fromFax(picture, bytes);
    default:
      return null;
  }
}

/** The place after `stream` and its line end; null where the word is no stream's beginning. */
function bodyAfter(pdf: Buffer, word: number): number | null {
  const at = word + 'stream'.length;
  if (pdf.subarray(word - 3, word).toString('latin1') === 'end') return null;
  if (pdf[at] === 0x0a) return at + 1;
  return pdf[at] === 0x0d && pdf[at + 1] === 0x0a ? at + 2 : null;
}

/** Where a stream ends: at its stated length where its end is marked there, else at the next mark. */
function endOf(pdf: Buffer, body: number, length: number | null): number {
  if (length !== null && body + length <= pdf.length) {
    const mark = pdf.subarray(body + length, body + length + 13).toString('latin1');
    if (/^\s{0,3}endstream/.test(mark)) return body + length;
  }
  const next = pdf.indexOf('endstream', body);
  return next < 0 ? pdf.length : next;
}

/** The pictures of pages in their order in the file; null for one in a form that is not read. */
export function picturesInPdf(pdf: Buffer): readonly (Uint8Array | null)[] {
  const pictures: (Uint8Array | null)[] = [];
  let at = 0;
  for (;;) {
    const word = pdf.indexOf('stream', at);
    if (word < 0 || pictures.length >= mostPictures) return pictures;
    at = word + 'stream'.length;
    const body = bodyAfter(pdf, word);
    if (body === null) continue;
    const before = pdf.subarray(Math.max(0, word - longestDictionary), word).toString('latin1');
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    const end = endOf(pdf, body, numberIn(dictionary, 'Length'));
    const picture = stated(dictionary);
    if (picture) pictures.push(pictureOf(picture, pdf.subarray(body, end)));
    at = end;
  }
}
