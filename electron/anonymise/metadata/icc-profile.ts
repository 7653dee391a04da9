import { reduceTag } from './icc-tags.ts';

/** Tags that a transform reads (ICC.1:2022 section 8 and 9.2); the descriptive ones are not among them. */
const needed = new Set([
  ...['wtpt', 'bkpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC', 'kTRC', 'chad', 'gamt', 'cicp'],
  ...['A2B0', 'A2B1', 'A2B2', 'B2A0', 'B2A1', 'B2A2'],
  ...['D2B0', 'D2B1', 'D2B2', 'D2B3', 'B2D0', 'B2D1', 'B2D2', 'B2D3'],
]);

const tagLimit = 200;
const profileLimit = 32 * 1024 * 1024;

function neutralText(version: number, text: string, isDescription: boolean): Buffer {
  if (version >= 4) {
    const out = Buffer.alloc(28 + text.length * 2);
    out.write('mluc', 0, 'latin1');
    out.writeUInt32BE(1, 8);
    out.writeUInt32BE(12, 12);
    out.write('enUS', 16, 'latin1');
    out.writeUInt32BE(text.length * 2, 20);
    out.writeUInt32BE(28, 24);
    for (let index = 0; index < text.length; index += 1)
      out.writeUInt16BE(text.charCodeAt(index), 28 + index * 2);
    return out;
  }
  if (!isDescription) return Buffer.from(`text\0\0\0\0${text}\0`, 'latin1');
  // textDescriptionType: ASCII count and text, empty Unicode part, empty ScriptCode part of 67 bytes.
  const out = Buffer.alloc(12 + text.length + 1 + 8 + 3 + 67);
  out.write('desc', 0, 'latin1');
  out.writeUInt32BE(text.length + 1, 8);
  out.write(text, 12, 'latin1');
  return out;
}

/** The header with its dates, makers, models, creator and identifiers blank (ICC.1:2022 section 7.2). */
function neutralHeader(profile: Buffer): Buffer {
  const header = Buffer.alloc(128);
  profile.copy(header, 8, 8, 24);
  header.write('acsp', 36, 'latin1');
  header.writeUInt32BE(profile.readUInt32BE(64) & 3, 64);
  // The illuminant of the connection space is D50 in every profile.
  header.writeUInt32BE(0xf6d6, 68);
  header.writeUInt32BE(0x10000, 72);
  header.writeUInt32BE(0xd32d, 76);
  return header;
}

function keptTags(profile: Buffer): Map<string, Buffer> | null {
  const count = profile.readUInt32BE(128);
  if (count > tagLimit || 132 + count * 12 > profile.length) return null;
  const tags = new Map<string, Buffer>();
  for (let index = 0; index < count; index += 1) {
    const at = 132 + index * 12;
    const name = profile.toString('latin1', at, at + 4);
    if (!needed.has(name) || tags.has(name)) continue;
    const offset = profile.readUInt32BE(at + 4);
    const length = profile.readUInt32BE(at + 8);
    if (offset + length > profile.length) return null;
    const reduced = reduceTag(profile.subarray(offset, offset + length));
    if (!reduced) return null;
    tags.set(name, reduced);
  }
  return tags;
}

function assemble(header: Buffer, tags: ReadonlyMap<string, Buffer>): Buffer {
  const table = Buffer.alloc(4 + tags.size * 12);
  table.writeUInt32BE(tags.size, 0);
  const parts: Buffer[] = [];
  const places = new Map<string, number>();
  let at = 128 + table.length;
  let row = 4;
  for (const [name, data] of tags) {
    const content = data.toString('latin1');
    let offset = places.get(content);
    if (offset === undefined) {
      offset = at;
      places.set(content, at);
      const padding = (4 - (data.length % 4)) % 4;
      parts.push(data, Buffer.alloc(padding));
      at += data.length + padding;
    }
    table.write(name, row, 'latin1');
    table.writeUInt32BE(offset, row + 4);
    table.writeUInt32BE(data.length, row + 8);
    row += 12;
  }
  header.writeUInt32BE(at, 0);
  return Buffer.concat([header, table, ...parts]);
}

/**
 * The profile with the same effect on colours and without texts, dates, devices and identifiers.
 * Null for a profile that no colour engine would accept, which then has no effect to keep.
 */
export function reduceProfile(profile: Buffer): Buffer | null {
  if (profile.length < 132 || profile.length > profileLimit) return null;
  if (profile.toString('latin1', 36, 40) !== 'acsp') return null;
  const kind = profile.toString('latin1', 12, 16);
  if (!['scnr', 'mntr', 'prtr', 'spac'].includes(kind)) return null;
  const kept = keptTags(profile);
  if (!kept || kept.size === 0) return null;
  const version = profile[8] ?? 2;
  const space = profile.toString('latin1', 16, 20).trim();
  const name = ['RGB', 'GRAY', 'CMYK', 'Lab', 'YCbr', 'XYZ'].includes(space) ? space : 'ICC';
  const tags = new Map<string, Buffer>([
    ['desc', neutralText(version, name, true)],
    ['cprt', neutralText(version, 'None', false)],
    ...kept,
  ]);
  return assemble(neutralHeader(profile), tags);
}
