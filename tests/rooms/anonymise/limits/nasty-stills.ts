import { brotliCompressSync, constants, deflateRawSync, deflateSync } from 'node:zlib';
import { jpegSegment, pngChunk } from '../planted.ts';
import { plantDicom, ramp } from '../planted-dicom.ts';
import { noise, sample } from '../witnesses.ts';
import { box, filled, fullBox, latin, type Nasty, u16, u32, u32le } from './nasty.ts';

const megabyte = 1024 * 1024;
const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A zlib stream of so many megabytes of zeros, made without compressing them all. */
function zeros(megabytes: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(megabyte), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const last = deflateRawSync(Buffer.alloc(0));
  // Adler-32 of zeros: the first sum stays 1, the second counts the bytes.
  const sum = u32((((megabytes * megabyte) % 65_521) * 65_536 + 1) >>> 0);
  return Buffer.concat([Buffer.from([0x78, 0xda]), filled(piece, piece.length * megabytes), last, sum]);
}

const header = (width: number, height: number): Buffer =>
  pngChunk('IHDR', Buffer.concat([u32(width, height), Buffer.from([16, 6, 0, 0, 0])]));
const png = (...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([pngMark, ...chunks, pngChunk('IEND', Buffer.alloc(0))]);
const dot = (): Buffer => pngChunk('IDAT', deflateSync(Buffer.alloc(9)));

const pngs: readonly Omit<Nasty, 'container'>[] = [
  {
    what: 'texts of 8 MB in 8 kB each',
    make: () => {
      const text = pngChunk(
        'zTXt',
        Buffer.concat([latin('Comment\0\0'), deflateSync(Buffer.alloc(8 * megabyte))]),
      );
      return png(header(1, 1), filled(text, text.length * 1_000), dot());
    },
  },
  {
    what: 'profiles of 32 MB in 32 kB each',
    make: () => {
      const profile = pngChunk('iCCP', Buffer.concat([latin('x\0\0'), zeros(32)]));
      return png(header(1, 1), filled(profile, profile.length * 60), dot());
    },
  },
  {
    what: 'more rows than the picture has',
    make: () => png(header(3_000, 3_000), pngChunk('IDAT', zeros(72))),
  },
  {
    what: 'frames as large as the picture each',
    make: () => {
      const control = Buffer.concat([u32(1, 15_000, 15_000, 0, 0), Buffer.alloc(6)]);
      const frame = [pngChunk('fcTL', control), pngChunk('fdAT', Buffer.concat([u32(2), zeros(1_700)]))];
      const frames = Array.from({ length: 12 }, () => Buffer.concat(frame));
      const image = pngChunk('IDAT', deflateSync(Buffer.alloc(9)));
      return png(header(15_000, 15_000), pngChunk('acTL', u32(13, 0)), image, ...frames);
    },
  },
];

/** A little-endian TIFF entry of one long. */
const entry = (tag: number, type: number, count: number, value: number): Buffer =>
  Buffer.concat([u16(tag).swap16(), u16(type).swap16(), u32le(count, value)]);

const directory = (rows: readonly Buffer[], next: number): Buffer =>
  Buffer.concat([u16(rows.length).swap16(), ...rows, u32le(next)]);

const tiffHead = (first: number): Buffer => Buffer.concat([latin('II*\0'), u32le(first)]);

const form = [entry(256, 4, 1, 1), entry(257, 4, 1, 1), entry(258, 3, 1, 8), entry(262, 3, 1, 1)];

/** Pages one behind the other, each with the same rows. */
function pages(count: number, rows: readonly Buffer[], tail: Buffer): Buffer {
  const length = 6 + rows.length * 12;
  const all = Array.from({ length: count }, (_, index) =>
    directory(rows, index + 1 < count ? 8 + (index + 1) * length : 0),
  );
  return Buffer.concat([tiffHead(8), ...all, tail]);
}

const tailAt = (count: number, rows: number): number => 8 + count * (6 + rows * 12);

/** Directories of 4,000 entries that begin one entry after another; each leads to the one behind it. */
function overlapping(): Buffer {
  const [each, count] = [4_000, 9_000];
  const out = Buffer.alloc(8 + (each + count + 1) * 12);
  tiffHead(8).copy(out);
  for (let index = 0; index < each + count; index += 1) {
    const at = 8 + index * 12;
    out.writeUInt16LE(each, at);
    // What is an entry for one directory is the way to the next one for another.
    out.writeUInt32LE(index < each ? 0x40000 + 1_000 + index : 8 + (index - each + 1) * 12, at + 2);
    out.writeUInt32LE(1, at + 6);
  }
  return out;
}

const tiffs: readonly Omit<Nasty, 'container'>[] = [
  { what: 'directories that overlap', make: overlapping },
  {
    what: 'ten thousand pages of the same strips',
    make: () => {
      const [count, strips] = [9_999, 500_000];
      const at = tailAt(count, 7);
      const rows = [...form, entry(273, 4, strips, at), entry(278, 4, 1, 1), entry(279, 4, strips, at)];
      return pages(count, rows, filled(u32le(8), strips * 4));
    },
  },
  {
    what: 'a thousand pages of strips without lengths',
    make: () => {
      const [count, strips] = [9_999, 1_000];
      const rows = [...form.slice(0, 3), entry(259, 3, 1, 5), entry(273, 4, strips, tailAt(count, 5))];
      return pages(count, rows, u32le(...Array.from({ length: strips }, (_, index) => 8 + index)));
    },
  },
  {
    what: 'pages that share one large table',
    make: () => {
      const [count, size] = [5_000, 2_000_000];
      const at = tailAt(count, 8);
      const rows = [
        ...form,
        entry(273, 4, 1, 8),
        entry(278, 4, 1, 1),
        entry(279, 4, 1, 1),
        entry(347, 7, size, at),
      ];
      return pages(count, rows, Buffer.alloc(size, 0xff));
    },
  },
  {
    what: 'two thousand times the same text of 4 MB',
    make: () => {
      const count = 1_900;
      const at = tailAt(1, count + 3);
      const rows = [entry(273, 4, 1, 8), entry(279, 4, 1, 1), entry(257, 4, 1, 1)];
      const text = filled(latin(`<a:b c:d="${'x'.repeat(60)}"/>`), 4 * megabyte);
      return pages(
        1,
        [...rows, ...Array.from({ length: count }, () => entry(700, 7, text.length, at))],
        text,
      );
    },
  },
];

/** A HEIC of one item in a thousand extents, each the whole file. */
function extents(count: number, size: number): Buffer {
  const place = Buffer.concat([u32(0, size)]);
  const places = Buffer.concat([
    Buffer.from([0x44, 0]),
    u16(1),
    u16(1),
    u16(0),
    u16(count),
    filled(place, 8 * count),
  ]);
  const info = box('infe', Buffer.from([2, 0, 0, 0]), u16(1), u16(0), latin('av01\0'));
  const meta = fullBox(
    'meta',
    fullBox('hdlr', u32(0), latin('pict'), Buffer.alloc(13)),
    fullBox('pitm', u16(1)),
    fullBox('iinf', u16(1), info),
    fullBox('iloc', places),
  );
  const file = Buffer.concat([box('ftyp', latin('avif\0\0\0\0avifmif1')), meta]);
  return Buffer.concat([file, box('mdat', Buffer.alloc(Math.max(0, size - file.length - 8)))]);
}

/** Each of many pictures is made of the next one. */
function chain(count: number): Buffer {
  const infos = Array.from({ length: count }, (_, index) =>
    box('infe', Buffer.from([2, 0, 0, 0]), u16(index + 1), u16(0), latin('iden\0')),
  );
  const links = Array.from({ length: count }, (_, index) =>
    box('dimg', u16(index + 1), u16(1), u16(Math.min(index + 2, count))),
  );
  links.push(box('dimg', u16(1), u16(65_535), filled(u16(2), 2 * 65_535)));
  const meta = fullBox(
    'meta',
    fullBox('pitm', u16(1)),
    fullBox('iinf', u16(count), ...infos),
    fullBox('iloc', Buffer.from([0x44, 0, 0, 0])),
    fullBox('iref', ...links),
  );
  return Buffer.concat([box('ftyp', latin('avif\0\0\0\0avifmif1')), meta]);
}

const jxlMark = latin('\0\0\0\x0cJXL \r\n\x87\n');
const bare = (): Buffer => sample('libjxl__bare-alpha.jxl');

const head = (): Buffer => jpegSegment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'));
const smallJpeg = (): Buffer => sample('metadata-extractor__withTypicalHuffman.jpg');
const behindStart = (extra: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), head(), extra, smallJpeg().subarray(2)]);

const grey = {
  rows: 6,
  columns: 7,
  channels: 1,
  bits: 16,
  photometric: 'MONOCHROME2',
  samples: ramp(6, 7, true),
};

function gif(frames: number): Buffer {
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0]);
  return Buffer.concat([latin('GIF89a\x01\0\x01\0\0\0\0'), filled(frame, frame.length * frames), latin(';')]);
}

const inside = (container: string, list: readonly Omit<Nasty, 'container'>[]): Nasty[] =>
  list.map((each) => ({ container, ...each }));

export const nastyStills = async (): Promise<readonly Nasty[]> => {
  const webp = await noise(1, 1, 3).webp().toBuffer();
  const coded = webp.subarray(12);
  const anmf = Buffer.concat([latin('ANMF'), u32le(16 + coded.length), Buffer.alloc(16), coded]);
  return [
    ...inside('png', pngs),
    ...inside('tiff', tiffs),
    ...inside('avif', [
      { what: 'an item of two thousand extents, each the whole file', make: () => extents(2_000, megabyte) },
      { what: 'eight thousand pictures made of one another', make: () => chain(8_000) },
    ]),
    ...inside('jxl', [
      {
        what: 'boxes of 8 MB in a few bytes each',
        make: () => {
          const packed = brotliCompressSync(Buffer.alloc(8 * megabyte));
          const one = box('brob', latin('xml '), packed);
          return Buffer.concat([jxlMark, filled(one, one.length * 50_000), box('jxlc', bare())]);
        },
      },
    ]),
    ...inside('jpeg', [
      {
        what: 'sixty thousand empty comments',
        make: () => behindStart(filled(jpegSegment(0xfe, Buffer.alloc(0)), 240_000)),
      },
      {
        what: 'texts whose marks never close',
        make: () => {
          const text = latin(
            `http://ns.adobe.com/xap/1.0/\0${`<a:b c:d='">`.repeat(5_000)}`.slice(0, 65_000),
          );
          return behindStart(filled(jpegSegment(0xe1, text), 40 * (text.length + 4)));
        },
      },
      {
        what: 'pictures that begin again and again',
        make: () => Buffer.concat([smallJpeg(), filled(Buffer.from([0xff, 0xd8, 0xff]), 3 * megabyte)]),
      },
    ]),
    ...inside('dicom', [
      {
        what: 'a data set of 1 GB in 1 MB',
        make: () => {
          const file = plantDicom(grey, 'deflated');
          const packed = zeros(1_000);
          return Buffer.concat([
            file.subarray(0, file.indexOf(latin('1.2.840.10008.1.2.1.99')) + 22),
            packed.subarray(2),
          ]);
        },
      },
      {
        what: 'sequences within sequences',
        make: () => {
          const open = Buffer.concat([
            latin('\x08\0\x11\x11SQ\0\0'),
            u32(0xffffffff),
            latin('\xfe\xff\0\xe0'),
            u32(0xffffffff),
          ]);
          return Buffer.concat([plantDicom(grey, 'explicit'), filled(open, open.length * 100_000)]);
        },
      },
    ]),
    ...inside('gif', [{ what: 'forty thousand frames of one pixel', make: () => gif(40_000) }]),
    ...inside('webp', [
      {
        what: 'fifteen thousand frames of one pixel',
        make: () => {
          const frames = filled(anmf, anmf.length * 15_000);
          const around = Buffer.concat([
            latin('VP8X'),
            u32le(10),
            Buffer.from([2, ...Buffer.alloc(9)]),
            latin('ANIM'),
            u32le(6),
            Buffer.alloc(6),
          ]);
          return Buffer.concat([
            latin('RIFF'),
            u32le(4 + around.length + frames.length),
            latin('WEBP'),
            around,
            frames,
          ]);
        },
      },
    ]),
    ...inside('bmp', [
      {
        what: 'a picture larger than any memory',
        make: () => {
          const out = Buffer.alloc(64);
          out.write('BM');
          out.writeUInt32LE(54, 10);
          out.writeUInt32LE(40, 14);
          out.writeInt32LE(0x7fffffff, 18);
          out.writeInt32LE(0x7fffffff, 22);
          out.writeUInt16LE(1, 26);
          out.writeUInt16LE(24, 28);
          return out;
        },
      },
    ]),
  ];
};
