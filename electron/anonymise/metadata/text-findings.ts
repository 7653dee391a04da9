import { withoutZeroEnd } from '../../media/zero-end.ts';
import type { Notes } from './noted.ts';

const xmpLimit = 4 * 1024 * 1024;
const propertyLimit = 1_000;

const named: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};
const unescaped = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => named[entity] ?? entity);

const structural = /^(?:xmlns(?::.*)?|rdf:.*|x:xmptk|xml:lang|tiff:Orientation)$/;

/**
 * Notes the properties of an XMP packet: attributes, and elements that hold text. It reads marks of XML and no
 * more, for a packet need not be well formed to identify somebody; nothing in it is ever expanded or fetched.
 */
export function noteXmp(packet: Buffer, where: string, notes: Notes): void {
  const noted = notes.affordsReading ? noteProperties(packet, where, notes) : 0;
  if (noted === 0) notes.binary(where, 'XMP packet', packet, 'unknown');
}

/** @returns how many properties there are. */
function noteProperties(packet: Buffer, where: string, notes: Notes): number {
  const bom = packet[0] === 0xff && packet[1] === 0xfe;
  const read = packet.subarray(0, xmpLimit);
  notes.spend(read.length);
  const text = read.toString(bom || packet[1] === 0 ? 'utf16le' : 'utf8');
  let noted = 0;
  let owner = 'XMP';
  for (const match of text.matchAll(/<([\w-]{1,60}:[\w.-]{1,80})((?:\s[^<>]{0,60000})?)>([^<]{0,60000})/g)) {
    const [, element = '', attributes = '', content = ''] = match;
    if (!structural.test(element)) owner = element;
    for (const attribute of attributes.matchAll(
      /([\w-]{1,60}:[\w.-]{1,80})\s?=\s?(?:"([^"]*)"|'([^']*)')/g,
    )) {
      const [, name = '', double, single] = attribute;
      if (structural.test(name) || noted >= propertyLimit) continue;
      notes.text(where, name, unescaped(double ?? single ?? ''));
      noted += 1;
    }
    if (content.trim() !== '' && noted < propertyLimit) {
      notes.text(where, owner, unescaped(content.trim()));
      noted += 1;
    }
  }
  return noted;
}

const datasetNames: Readonly<Record<number, string>> = {
  5: 'ObjectName',
  7: 'EditStatus',
  15: 'Category',
  25: 'Keywords',
  40: 'SpecialInstructions',
  55: 'DateCreated',
  60: 'TimeCreated',
  62: 'DigitalCreationDate',
  63: 'DigitalCreationTime',
  65: 'OriginatingProgram',
  80: 'By-line',
  85: 'By-lineTitle',
  90: 'City',
  92: 'Sub-location',
  95: 'Province-State',
  101: 'Country',
  103: 'TransmissionReference',
  105: 'Headline',
  110: 'Credit',
  115: 'Source',
  116: 'CopyrightNotice',
  118: 'Contact',
  120: 'Caption-Abstract',
  122: 'Writer-Editor',
};

/** Notes the datasets of an IPTC-IIM stream (IIM 4.2 section 1.5). */
export function noteIptc(stream: Buffer, where: string, notes: Notes): void {
  let at = 0;
  for (let count = 0; count < 2_000 && at + 5 <= stream.length; count += 1) {
    if (stream[at] !== 0x1c) return;
    const record = stream[at + 1] ?? 0;
    const dataset = stream[at + 2] ?? 0;
    const length = stream.readUInt16BE(at + 3);
    if (length > 0x7fff) return;
    const value = stream.subarray(at + 5, at + 5 + length);
    const name = record === 2 ? datasetNames[dataset] : undefined;
    if (name) notes.text(where, name, value.toString('utf8'));
    else if (record !== 1 && dataset !== 0)
      notes.binary(where, `Dataset ${record}:${dataset}`, value, 'unknown');
    at += 5 + length;
  }
}

/** Notes the resources of a Photoshop block; IPTC lies in resource 0x0404. */
export function notePhotoshop(block: Buffer, where: string, notes: Notes): void {
  let at = 0;
  for (let count = 0; count < 1_000 && at + 12 <= block.length; count += 1) {
    if (block.toString('latin1', at, at + 4) !== '8BIM') return;
    const id = block.readUInt16BE(at + 4);
    const nameLength = (block[at + 6] ?? 0) + 1;
    const sizeAt = at + 6 + nameLength + (nameLength % 2);
    if (sizeAt + 4 > block.length) return;
    const size = block.readUInt32BE(sizeAt);
    const content = block.subarray(sizeAt + 4, sizeAt + 4 + size);
    if (id === 0x0404) noteIptc(content, 'IPTC', notes);
    else if (id === 0x0409 || id === 0x040c) notes.binary(where, 'PhotoshopThumbnail', content, 'picture');
    else notes.binary(where, `Resource 0x${id.toString(16).padStart(4, '0')}`, content, 'account');
    at = sizeAt + 4 + size + (size % 2);
  }
}

/** Notes what a colour profile says about its maker, besides colours. */
export function noteProfile(profile: Buffer, where: string, notes: Notes): void {
  if (profile.length < 132 || profile.toString('latin1', 36, 40) !== 'acsp') return;
  const date = [24, 26, 28, 30, 32, 34].map((at) => profile.readUInt16BE(at));
  if (date.some((part) => part !== 0)) notes.fact(where, 'ProfileDateTime', date.join(' '), 'when');
  for (const [at, name] of [
    [48, 'DeviceManufacturer'],
    [52, 'DeviceModel'],
    [80, 'ProfileCreator'],
  ] as const) {
    const text = profile
      .toString('latin1', at, at + 4)
      .replaceAll('\0', ' ')
      .trim();
    if (text !== '') notes.fact(where, name, text, 'device');
  }
  const count = Math.min(profile.readUInt32BE(128), 100);
  for (let row = 0; row < count && 144 + row * 12 <= profile.length; row += 1) {
    const at = 132 + row * 12;
    const offset = profile.readUInt32BE(at + 4);
    const tag = profile.subarray(offset, Math.min(offset + profile.readUInt32BE(at + 8), offset + 65_536));
    noteProfileText(profile.toString('latin1', at, at + 4), tag, where, notes);
  }
}

const neutralTexts = new Set(['None', 'RGB', 'GRAY', 'CMYK', 'Lab', 'YCbr', 'XYZ', 'ICC']);

function noteProfileText(name: string, tag: Buffer, where: string, notes: Notes): void {
  const type = tag.toString('latin1', 0, 4);
  let text = '';
  if (type === 'text') text = tag.toString('latin1', 8);
  else if (type === 'desc' && tag.length > 12) text = tag.toString('latin1', 12, 12 + tag.readUInt32BE(8));
  else if (type === 'mluc' && tag.length >= 28) {
    const offset = tag.readUInt32BE(24);
    const wide = Buffer.from(tag.subarray(offset, offset + (tag.readUInt32BE(20) & ~1)));
    text = wide.length % 2 === 0 ? wide.swap16().toString('utf16le') : '';
  }
  const plain = withoutZeroEnd(text);
  if (plain === '' || neutralTexts.has(plain)) return;
  const names: Readonly<Record<string, string>> = { desc: 'ProfileDescription', cprt: 'ProfileCopyright' };
  notes.text(where, names[name] ?? `Profile ${name.trim()}`, plain, name === 'cprt' ? 'who' : 'device');
}
