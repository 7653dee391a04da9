import type { Notes } from '../noted.ts';
import type { Reason } from '../reasons.ts';
import { noteLoose } from './loose-findings.ts';
import { bodyAt, bodyOf, boxesIn } from './mp4-boxes.ts';

/** Boxes that only say how the tracks are decoded; their content is checked where it is read. */
const structural = new Set([
  ...['mvhd', 'tkhd', 'mdhd', 'vmhd', 'smhd', 'nmhd', 'gmhd', 'hmhd', 'sthd', 'dinf', 'stsd', 'stts', 'ctts'],
  ...['stss', 'stsz', 'stz2', 'stsc', 'stco', 'co64', 'sgpd', 'sbgp', 'sdtp', 'cslg', 'stps', 'elst', 'mvex'],
  ...['tref', 'saiz', 'saio', 'subs', 'padb', 'stsh', 'stdp', 'trgr', 'iods', 'elng', 'load', 'tapt', 'edts'],
]);
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

const knownKeys: Readonly<Record<string, Reason>> = {
  '\xa9xyz': 'where',
  loci: 'where',
  '\xa9day': 'when',
  '\xa9mak': 'device',
  '\xa9mod': 'device',
  '\xa9swr': 'device',
  '\xa9too': 'device',
  '\xa9nam': 'said',
  '\xa9cmt': 'said',
  '\xa9ART': 'who',
  '\xa9aut': 'who',
  auth: 'who',
  covr: 'picture',
  thmb: 'picture',
  CAME: 'number',
  GPMF: 'unknown',
  apID: 'account',
  ownr: 'account',
};

const macEpoch = Date.UTC(1904, 0, 1);

/** Creation and modification times: seconds since 1904. */
function noteTimes(body: Buffer, where: string, notes: Notes): void {
  const long = body[0] === 1;
  for (const [index, name] of ['Created', 'Modified'].entries()) {
    const at = 4 + index * (long ? 8 : 4);
    if (at + 8 > body.length) continue;
    const seconds = long ? Number(body.readBigUInt64BE(at)) : body.readUInt32BE(at);
    const date = new Date(macEpoch + seconds * 1000);
    if (seconds > 0)
      notes.fact(where, name, Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString(), 'when');
  }
}

function noteHandler(body: Buffer, where: string, notes: Notes): void {
  const name = body.subarray(24);
  const counted = (name[0] ?? 0) === name.length - 1 ? name.subarray(1) : name;
  notes.text(where, 'Handler name', counted.toString('utf8').replaceAll('\0', ''), 'device');
}

/** Names of QuickTime's numbered keys. */
function keyNames(meta: Buffer): string[] {
  const keys = bodyOf(meta, 'keys');
  const names: string[] = [];
  for (let at = 8; keys && at + 8 <= keys.length && names.length < 1000; ) {
    const length = keys.readUInt32BE(at);
    if (length < 8 || at + length > keys.length) break;
    names.push(keys.toString('utf8', at + 8, at + length));
    at += length;
  }
  return names;
}

/** Items of iTunes and QuickTime: each holds a value in a `data` box behind two numbers. */
function noteItems(meta: Buffer, where: string, notes: Notes): void {
  const list = bodyOf(meta, 'ilst');
  const names = keyNames(meta);
  for (const box of list ? boxesIn(list) : []) {
    if (!list) return;
    const item = list.subarray(box.body, box.end);
    const type = list.toString('latin1', box.start + 4, box.start + 8);
    const name =
      names[list.readUInt32BE(box.start + 4) - 1] ??
      [bodyOf(item, 'mean'), bodyOf(item, 'name')]
        .map((part) => part?.toString('utf8', 4) ?? '')
        .join(' ')
        .trim();
    for (const data of boxesIn(item)) {
      if (data.type !== 'data') continue;
      const content = item.subarray(data.body + 8, data.end);
      noteLoose(where, name === '' ? type : name, content, notes, knownKeys[type]);
    }
  }
  if (!list) noteLoose(where, 'meta', meta, notes);
}

function noteMeta(body: Buffer, where: string, notes: Notes): void {
  // ISO's box begins with version and flags, QuickTime's does not.
  const full = body.length >= 8 && body.readUInt32BE(0) === 0;
  noteItems(full ? body.subarray(4) : body, where, notes);
}

/** User data: QuickTime's strings have a length and a language in front. */
function noteUserData(body: Buffer, where: string, notes: Notes): void {
  for (const box of boxesIn(body)) {
    const content = body.subarray(box.body, box.end);
    if (box.type === 'meta') noteMeta(content, where, notes);
    else if (box.type.startsWith('\xa9') && content.length > 4)
      noteLoose(where, box.type, content.subarray(4), notes, knownKeys[box.type]);
    else noteLoose(where, box.type, content, notes, knownKeys[box.type]);
  }
}

/** One box outside what decoding needs. */
export function noteBox(type: string, content: Buffer, where: string, notes: Notes): void {
  if (type === 'udta') noteUserData(content, `${where} user data`, notes);
  else if (type === 'meta') noteMeta(content, `${where} metadata`, notes);
  else if (type === 'uuid') noteLoose(where, 'uuid', content.subarray(16), notes, 'unknown');
  else noteLoose(where, type, content, notes, 'unknown');
}

/** Everything in a movie box that is not needed to decode and show it. */
export function noteMovie(movie: Buffer, notes: Notes, where = 'Movie', depth = 0): void {
  let tracks = 0;
  for (const box of boxesIn(movie)) {
    const content = movie.subarray(box.body, box.end);
    if (box.type === 'trak') tracks += 1;
    const inner = box.type === 'trak' ? `Track ${tracks}` : where;
    if (['mvhd', 'tkhd', 'mdhd'].includes(box.type)) noteTimes(content, inner, notes);
    if (box.type === 'hdlr') noteHandler(content, inner, notes);
    else if (containers.has(box.type) && depth < 6) noteMovie(content, notes, inner, depth + 1);
    else if (!structural.has(box.type)) noteBox(box.type, content, inner, notes);
  }
}

/** Addresses of files elsewhere, and names of volumes (`alis`), in the references to data. */
export function noteReferences(movie: Buffer, notes: Notes): void {
  for (const box of boxesIn(movie)) {
    if (box.type !== 'trak') continue;
    const references = bodyAt(movie.subarray(box.body, box.end), 'mdia', 'minf', 'dinf', 'dref');
    for (const one of references ? boxesIn(references, 8) : [])
      if (references)
        noteLoose('Data reference', one.type, references.subarray(one.body + 4, one.end), notes, 'account');
  }
}
