import { crc32, deflateSync } from 'node:zlib';

/** What must be nowhere in an output. */
export const canary = 'Canary-Jane-Patient-19670312';

const text = (value: string): Buffer => Buffer.from(value, 'latin1');

export function jpegSegment(code: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, code, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
}

/** A TIFF structure whose first directory holds an artist and an orientation. */
export function tiff(orientation: number): Buffer {
  const name = text(`${canary}\0`);
  const out = Buffer.alloc(8 + 2 + 24 + 4 + name.length);
  out.write('II*\0', 0, 'latin1');
  out.writeUInt32LE(8, 4);
  out.writeUInt16LE(2, 8);
  out.writeUInt16LE(0x0112, 10);
  out.writeUInt16LE(3, 12);
  out.writeUInt32LE(1, 14);
  out.writeUInt16LE(orientation, 18);
  out.writeUInt16LE(0x013b, 22);
  out.writeUInt16LE(2, 24);
  out.writeUInt32LE(name.length, 26);
  out.writeUInt32LE(38, 30);
  name.copy(out, 38);
  return out;
}

const wide = Buffer.from(canary, 'utf16le');

/** Everything a JPEG may carry besides its picture, each with the canary inside. */
function foreignSegments(orientation: number, thumbnail: Buffer): Buffer[] {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description dc:creator="${canary}"/></rdf:RDF></x:xmpmeta>`;
  return [
    jpegSegment(0xe0, Buffer.concat([text('JFXX\0\x10'), thumbnail])),
    jpegSegment(0xe1, Buffer.concat([text('Exif\0\0'), tiff(orientation)])),
    jpegSegment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0${xmp}`)),
    jpegSegment(0xe1, text(`http://ns.adobe.com/xmp/extension/\0${'A'.repeat(32)}\0\0\0\x50\0\0\0\0${xmp}`)),
    jpegSegment(0xe2, text(`MPF\0II*\0${canary}`)),
    jpegSegment(0xe2, text(`FPXR\0${canary}`)),
    ...Array.from({ length: 13 }, (_, index) =>
      jpegSegment(0xe3 + index, Buffer.concat([text(`V${index} ${canary}`), wide])),
    ),
    jpegSegment(
      0xed,
      text(
        `Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0${String.fromCharCode(5 + canary.length)}\x1c\x02\x50\0${String.fromCharCode(canary.length)}${canary}`,
      ),
    ),
    jpegSegment(0xfe, text(canary)),
    jpegSegment(0xf0, text(canary)),
  ];
}

/** The picture with the canary in every place that is not its samples. */
export function plantJpeg(picture: Buffer, orientation: number, thumbnail: Buffer): Buffer {
  const fill = Buffer.from([0xff, 0xff, 0xff]);
  return Buffer.concat([
    picture.subarray(0, 2),
    ...foreignSegments(orientation, thumbnail).flatMap((part) => [part, text(`stray ${canary}`), fill]),
    picture.subarray(2),
    text(`trailer ${canary}`),
    wide,
    thumbnail,
  ]);
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([text(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

export interface PngPart {
  readonly type: string;
  readonly data: Buffer;
}

export function pngParts(png: Buffer): PngPart[] {
  const parts: PngPart[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    parts.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return parts;
}

export const pngOf = (parts: readonly PngPart[]): Buffer =>
  Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...parts.map(({ type, data }) => pngChunk(type, data)),
  ]);

/** The picture with the canary in every kind of chunk, behind the end of its stream and behind its end. */
export function plantPng(picture: Buffer, orientation: number): Buffer {
  const squeezed = deflateSync(text(canary));
  const foreign: PngPart[] = [
    { type: 'tEXt', data: text(`Author\0${canary}`) },
    { type: 'zTXt', data: Buffer.concat([text('Comment\0\0'), squeezed]) },
    { type: 'iTXt', data: Buffer.concat([text('Title\0\x01\0\0\0'), squeezed]) },
    { type: 'iTXt', data: text(`XML:com.adobe.xmp\0\0\0\0\0<a dc:creator="${canary}">`) },
    { type: 'eXIf', data: tiff(orientation) },
    { type: 'prVt', data: text(canary) },
    { type: 'caBX', data: text(canary) },
    { type: 'sPLT', data: text(canary) },
    { type: 'tIME', data: Buffer.from([7, 175, 3, 12, 1, 2, 3]) },
    { type: 'gAMA', data: text(canary) },
  ];
  const parts = pngParts(picture);
  const last = parts.findLastIndex(({ type }) => type === 'IDAT');
  const planted = parts.flatMap((part, index): PngPart[] => {
    if (part.type === 'IHDR') return [part, ...foreign];
    if (index === last) return [{ type: 'IDAT', data: Buffer.concat([part.data, text(canary)]) }];
    return part.type === 'IEND' ? [{ type: 'tEXt', data: text(`Late\0${canary}`) }, part] : [part];
  });
  return Buffer.concat([pngOf(planted), text(canary)]);
}

const riffPart = (type: string, data: Buffer): Buffer => {
  const out = Buffer.alloc(8 + data.length + (data.length % 2));
  out.write(type, 0, 'latin1');
  out.writeUInt32LE(data.length, 4);
  data.copy(out, 8);
  return out;
};

/** A WebP in its extended form with the canary in every kind of chunk and behind its end. */
export function plantWebp(picture: Buffer, orientation: number): Buffer {
  const simple = picture.toString('latin1', 12, 16) !== 'VP8X';
  const size = Buffer.alloc(10);
  const vp8l = simple && picture.toString('latin1', 12, 16) === 'VP8L' ? picture.readUInt32LE(21) : 0;
  const width = vp8l ? (vp8l & 0x3fff) + 1 : picture.readUInt16LE(26);
  const height = vp8l ? ((vp8l >> 14) & 0x3fff) + 1 : picture.readUInt16LE(28);
  size.writeUIntLE(Math.max(0, width - 1), 4, 3);
  size.writeUIntLE(Math.max(0, height - 1), 7, 3);
  const head = simple ? size : Buffer.from(picture.subarray(20, 30));
  head[0] = (head[0] ?? 0) | 0x0c;
  const xmp = `<x:xmpmeta><rdf:Description dc:creator="${canary}"/></x:xmpmeta>`;
  const body = Buffer.concat([
    text('WEBP'),
    riffPart('VP8X', head),
    riffPart('PSAI', text(canary)),
    picture.subarray(simple ? 12 : 30),
    riffPart('EXIF', Buffer.concat([text('Exif\0\0'), tiff(orientation)])),
    riffPart('XMP ', text(xmp)),
    riffPart('INAM', wide),
  ]);
  return Buffer.concat([riffPart('RIFF', body), text(canary)]);
}

/** A GIF with the canary in every kind of extension and behind its end. */
export function plantGif(picture: Buffer): Buffer {
  const at = 13 + ((picture[10] ?? 0) & 0x80 ? 3 << (((picture[10] ?? 0) & 7) + 1) : 0);
  const block = (part: Buffer): Buffer => Buffer.concat([Buffer.from([part.length]), part]);
  const extension = (label: number, ...parts: Buffer[]): Buffer =>
    Buffer.concat([Buffer.from([0x21, label]), ...parts.map(block), Buffer.from([0])]);
  return Buffer.concat([
    picture.subarray(0, at),
    extension(0xfe, text(canary)),
    extension(0xfe, wide),
    extension(0xff, text('XMP DataXMP'), text(`<a dc:creator="${canary}">`)),
    extension(0xff, text('NETSCAPE2.0'), text(`\x02${canary}`)),
    extension(0xf9, Buffer.from([0, 0, 0, 0])),
    extension(0x01, Buffer.alloc(12), text(canary)),
    extension(0x77, text(canary)),
    picture.subarray(at),
    text(canary),
  ]);
}
