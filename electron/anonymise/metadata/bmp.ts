import { CustosError } from '../../../shared/kernel/error.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { reduceProfile } from './icc-profile.ts';
import { cleanedOf, findingsOf, Notes } from './noted.ts';
import { noteProfile } from './text-findings.ts';

/** What the headers of a bitmap say (BITMAPFILEHEADER and BITMAPCOREHEADER to BITMAPV5HEADER). */
interface BmpWalk {
  readonly header: Buffer;
  /** Colour masks behind an old header, then the palette. */
  readonly palette: Buffer;
  readonly pixels: Buffer;
  readonly profile: Buffer | null;
  /** Runs that belong to nothing: between palette and pixels, and behind the picture. */
  readonly gaps: readonly Buffer[];
  readonly complete: boolean;
}

const headerSizes = [12, 16, 40, 52, 56, 64, 108, 124];
const pixelLimit = 300_000_000;
const fileHeader = 14;
/** Colour spaces of a V5 header: a profile inside the file, and one named by its path. */
const embedded = 0x4d424544;
const linked = 0x4c494e4b;

const broken = (): CustosError =>
  new CustosError(
    'unreadable',
    'The header of this picture is damaged. It cannot be cleaned, and no program can show it.',
  );

interface Form {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly compression: number;
  readonly colours: number;
}

function readForm(header: Buffer): Form {
  const old = header.length === 12;
  const form = {
    width: old ? header.readUInt16LE(4) : header.readInt32LE(4),
    height: Math.abs(old ? header.readInt16LE(6) : header.readInt32LE(8)),
    depth: header.readUInt16LE(old ? 10 : 14),
    compression: header.length >= 20 ? header.readUInt32LE(16) : 0,
    colours: header.length >= 36 ? header.readUInt32LE(32) : 0,
  };
  if (form.width <= 0 || form.height === 0) throw broken();
  if (form.width * form.height > pixelLimit)
    throw new CustosError(
      'too-large',
      'The picture has more than 300 million pixels, which Custos does not clean.',
    );
  if (form.compression === 4 || form.compression === 5 || form.compression > 6)
    throw new CustosError(
      'unsupported',
      'This bitmap holds a picture in another coding. Save a copy as PNG and take that in.',
    );
  return form;
}

/** Bytes of masks and palette behind the header. */
function paletteLength({ depth, compression, colours }: Form, header: Buffer): number {
  const masks = header.length === 40 ? ({ 3: 12, 6: 16 }[compression] ?? 0) : 0;
  const most = depth <= 8 ? 1 << depth : 0;
  const count = colours === 0 || colours > 256 ? most : colours;
  return masks + count * (header.length === 12 ? 3 : 4);
}

/** Bytes of the pixels: whole rows, or what a run-length coding says of itself. */
function pixelLength({ width, height, depth, compression }: Form, header: Buffer, there: number): number {
  if (compression !== 1 && compression !== 2) return Math.ceil((width * depth) / 32) * 4 * height;
  const stated = header.readUInt32LE(20);
  return stated === 0 ? there : stated;
}

function profileIn(bytes: Buffer, header: Buffer): Buffer | null {
  if (header.length < 124 || header.readUInt32LE(56) !== embedded) return null;
  const from = fileHeader + header.readUInt32LE(112);
  const profile = bytes.subarray(from, from + header.readUInt32LE(116));
  return profile.length > 0 ? profile : null;
}

const isBmp = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 2) === 'BM' && bytes.length >= 26;

function walkBmp(bytes: Buffer): BmpWalk {
  if (!isBmp(bytes)) throw broken();
  const size = bytes.readUInt32LE(fileHeader);
  const header = bytes.subarray(fileHeader, fileHeader + size);
  if (!headerSizes.includes(size) || header.length < size) throw broken();
  const form = readForm(header);
  const pixelsAt = bytes.readUInt32LE(10);
  const paletteAt = fileHeader + size;
  const paletteEnd = Math.min(paletteAt + paletteLength(form, header), pixelsAt, bytes.length);
  if (pixelsAt < paletteAt || pixelsAt >= bytes.length) throw broken();
  const length = pixelLength(form, header, bytes.length - pixelsAt);
  const end = Math.min(pixelsAt + length, bytes.length);
  return {
    header,
    palette: bytes.subarray(paletteAt, paletteEnd),
    pixels: bytes.subarray(pixelsAt, end),
    profile: profileIn(bytes, header),
    gaps: [bytes.subarray(paletteEnd, pixelsAt), bytes.subarray(end)].filter((gap) => gap.length > 0),
    complete: pixelsAt + length <= bytes.length,
  };
}

/** The header with its own size, no file path, and the profile where it now lies. */
function writeHeader(source: Buffer, profileAt: number, profile: Buffer | null): Buffer {
  const header = Buffer.from(source);
  if (header.length === 64) header.fill(0, 40);
  if (header.length < 108) return header;
  const space = header.readUInt32LE(56);
  if (space === linked || (space === embedded && !profile)) header.write('BGRs', 56, 'latin1');
  if (header.length < 124) return header;
  header.fill(0, 112);
  if (profile) {
    header.writeUInt32LE(profileAt - fileHeader, 112);
    header.writeUInt32LE(profile.length, 116);
  }
  return header;
}

function writeBmp({ header, palette, pixels, profile: stored }: BmpWalk): Buffer {
  const profile = stored && reduceProfile(stored);
  const pixelsAt = fileHeader + header.length + palette.length;
  const profileAt = pixelsAt + pixels.length;
  const head = Buffer.alloc(fileHeader);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(profileAt + (profile?.length ?? 0), 2);
  head.writeUInt32LE(pixelsAt, 10);
  return Buffer.concat([
    head,
    writeHeader(header, profileAt, profile),
    palette,
    pixels,
    profile ?? Buffer.alloc(0),
  ]);
}

function bmpNotes(walk: BmpWalk): Notes {
  const notes = new Notes();
  if (walk.profile) noteProfile(walk.profile, 'ICC profile', notes);
  if (walk.header.length >= 124 && walk.header.readUInt32LE(56) === linked)
    notes.fact(
      'Bitmap header',
      'Path of a colour profile',
      'a file of the computer it was made on',
      'account',
    );
  const rest = walk.gaps.filter((gap) => gap.some((byte) => byte !== 0) && gap !== walk.profile);
  for (const gap of rest)
    if (!walk.profile || !gap.includes(walk.profile))
      notes.binary('Bitmap', 'Bytes that belong to no part of the picture', gap, 'unknown');
  return notes;
}

/** BMP by keep-list: headers, palette, pixels and the reduced profile. */
export const bmpCleaner: MetadataCleaner = {
  container: 'bmp',

  inspect(bytes: Uint8Array): Finding[] {
    try {
      return findingsOf(bmpNotes(walkBmp(asBuffer(bytes))));
    } catch {
      return [];
    }
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const walk = walkBmp(asBuffer(bytes));
    const notes = walk.complete ? [] : ['The file ends before the picture does. What is there was kept.'];
    return cleanedOf('bmp', writeBmp(walk), bmpNotes(walk), notes);
  },
};
