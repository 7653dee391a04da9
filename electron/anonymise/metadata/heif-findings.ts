import { boxesOf, type HeifBox } from './heif-boxes.ts';
import { auxiliaryKind, keptItems } from './heif-keep.ts';
import type { HeifItem, HeifMeta } from './heif-meta.ts';
import { reduceProperty } from './heif-properties.ts';
import { bareData, dataOf } from './heif-write.ts';
import { exifPrefix, startsWith } from './jpeg-head.ts';
import type { Notes } from './noted.ts';
import { noteProfile, noteXmp } from './text-findings.ts';
import { noteTiff } from './tiff-findings.ts';

/** The block of an Exif item begins with how far its TIFF header lies behind (ISO/IEC 23008-12 annex A). */
function noteExif(data: Buffer, notes: Notes): void {
  if (data.length < 8) return;
  const offset = data.readUInt32BE(0);
  const block = data.subarray(4);
  const tiff = startsWith(block, exifPrefix)
    ? block.subarray(6)
    : block.subarray(Math.min(offset, block.length));
  noteTiff(tiff, notes);
}

const referred = (meta: HeifMeta, type: string, item: HeifItem): boolean =>
  meta.references.some((reference) => reference.type === type && reference.from === item.id);

/** A picture that is neither shown first nor a part of the one that is. */
export const furtherPicture = 'Further picture';

function pictureName(meta: HeifMeta, item: HeifItem): string {
  if (referred(meta, 'thmb', item)) return 'Thumbnail';
  const auxiliary = item.properties
    .map(({ index }) => meta.properties[index - 1])
    .find((each) => each?.type === 'auxC');
  if (auxiliary) return `Auxiliary picture (${auxiliaryKind(auxiliary.body).split(':').at(-1) || 'unnamed'})`;
  return item.hidden ? 'Hidden picture' : furtherPicture;
}

const pictures = /^(?:hvc1|av01|avc1|jpeg|vvc1|j2k1|unci|grid|iovl|iden|tmap)$/;

function noteItem(file: Buffer, meta: HeifMeta, item: HeifItem, notes: Notes): void {
  const data = dataOf(file, meta, item);
  if (item.type === 'Exif') noteExif(data, notes);
  else if (item.type === 'mime' && (item.words.includes('rdf+xml') || data.includes('adobe:ns:meta')))
    noteXmp(data, 'XMP', notes);
  else if (pictures.test(item.type)) notes.binary('HEIF item', pictureName(meta, item), data, 'picture');
  else notes.binary('HEIF item', `Item of kind ${item.type}`, data, 'unknown');
}

/** Auxiliary names and dates of properties; colour profiles say who made them. */
function noteProperty(property: HeifBox, notes: Notes): void {
  const { type, body } = property;
  if (type === 'colr') {
    if (body.toString('latin1', 0, 4) !== 'nclx') noteProfile(body.subarray(4), 'ICC profile', notes);
  } else if (type === 'udes') notes.text('HEIF property', 'Description', body.toString('utf8', 4), 'said');
  else if (type === 'crtt' || type === 'mdft')
    notes.binary('HEIF property', 'Time of making or change', body, 'when');
  else if (!reduceProperty(property)) notes.binary('HEIF property', `Property ${type}`, body, 'unknown');
}

function noteBox({ type, body }: HeifBox, notes: Notes): void {
  if (type === 'moov') notes.binary('HEIF', 'Sequence of pictures', body, 'picture');
  else if (type === 'mpvd') notes.binary('HEIF', 'Motion photo (a film)', body, 'picture');
  else if (type === 'free' || type === 'skip') notes.binary('HEIF', 'Bytes in free space', body, 'unknown');
  else notes.binary('HEIF', type === 'uuid' ? 'Private box' : `Box ${type}`, body, 'unknown');
}

const needed = ['ftyp', 'meta', 'mdat'];

/** Everything in a HEIC or AVIF that is not needed to show its primary picture, and the sequence beside it if that is kept. */
export function noteHeif(file: Buffer, meta: HeifMeta, notes: Notes, sequence = false): void {
  const kept = new Set(keptItems(meta));
  for (const item of meta.items.values()) {
    if (item.words !== '' && item.type !== 'mime') notes.text('HEIF item', 'Name', item.words, 'said');
    if (!kept.has(item)) noteItem(file, meta, item, notes);
    else if (bareData(file, meta, item).length < dataOf(file, meta, item).length)
      notes.fact('Coded picture', 'Messages of the encoder', 'inside the samples', 'device');
  }
  for (const property of meta.properties) noteProperty(property, notes);
  if (meta.handlerName !== '') notes.text('HEIF', 'Handler name', meta.handlerName, 'device');
  for (const other of meta.others) noteBox(other, notes);
  const { boxes, rest } = boxesOf(file);
  for (const each of boxes)
    if (!needed.includes(each.type) && !(sequence && each.type === 'moov')) noteBox(each, notes);
  if (rest.length > 0) notes.binary('Trailer', 'Bytes behind the picture', rest, 'unknown');
}
