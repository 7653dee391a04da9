import type { ByteSource } from './byte-source.ts';
import { boxesIn, trackHandlers } from './iso-boxes.ts';
import type { Container } from './look-result.ts';

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const avifBrands = new Set(['avif', 'avis']);
const stillBrands = new Set(['mif1', 'msf1', 'mif2']);
/** What may stand between the kind of a film and its table of contents. */
const between = new Set(['mdat', 'wide', 'free', 'skip', 'uuid', 'pdin', 'sidx', 'styp']);
const mostInFront = 4_096;
const oldQuickTime = new Set(['moov', 'mdat', 'wide', 'pnot', 'free', 'skip']);

function brandsOf(head: Buffer): string[] {
  const size = Math.min(head.readUInt32BE(0), head.length, 4096);
  const brands = [head.toString('latin1', 8, 12)];
  for (let offset = 16; offset + 4 <= size; offset += 4)
    brands.push(head.toString('latin1', offset, offset + 4));
  return brands;
}

function still(brands: readonly string[]): Container | null {
  const [major = ''] = brands;
  if (!heicBrands.has(major) && !avifBrands.has(major) && !stillBrands.has(major)) return null;
  if (avifBrands.has(major) || brands.some((brand) => avifBrands.has(brand))) return 'avif';
  return 'heic';
}

function moving(source: ByteSource, major: string): Container {
  if (major === 'M4A ' || major === 'M4B ' || major === 'M4P ') return 'm4a';
  const handlers = trackHandlers(source);
  const onlySound = handlers.includes('soun') && !handlers.includes('vide');
  if (onlySound) return 'm4a';
  if (major === 'qt  ') return 'mov';
  return major.startsWith('M4V') ? 'm4v' : 'mp4';
}

/** Tells apart the files built of ISO/IEC 14496-12 boxes by brand and, for sound alone, by their tracks. */
export function sniffIso(source: ByteSource): Container | null {
  const head = source.at(0, 4096);
  if (head.length < 12) return null;
  const type = head.toString('latin1', 4, 8);
  if (type === 'ftyp') {
    const brands = brandsOf(head);
    return still(brands) ?? moving(source, brands[0] ?? '');
  }
  const size = head.readUInt32BE(0);
  // QuickTime files older than ftyp begin with one of these atoms.
  if (oldQuickTime.has(type) && (size >= 8 || size === 1)) return moving(source, 'qt  ');
  return isBehindDamage(source) ? moving(source, '') : null;
}

/** A first box whose name is damaged and whose length is not: players find the film's table of contents behind it. */
function isBehindDamage(source: ByteSource): boolean {
  const size = source.at(0, 4).readUInt32BE(0);
  if (size < 8 || size > mostInFront) return false;
  let seen = 0;
  for (const { type, end } of boxesIn(source, size, source.size)) {
    if (type === 'moov') return end <= source.size;
    seen += 1;
    if (seen > 20 || !between.has(type)) return false;
  }
  return false;
}
