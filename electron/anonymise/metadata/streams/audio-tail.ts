import type { Notes } from '../noted.ts';
import { noteApe, noteId3, noteId3v1 } from './audio-tags.ts';
import { noteLoose } from './loose-findings.ts';
import type { Window } from './seekable.ts';

const notedLength = 1024 * 1024;

/** Length of the tag at a place: ID3v2 or APE version 2 with its header in front; 0 where there is none. */
export function tagLength(head: Buffer): number {
  if (head.length < 10) return 0;
  const name = head.toString('latin1', 0, 8);
  if (
    name.startsWith('ID3') &&
    (head[3] ?? 255) < 255 &&
    [6, 7, 8, 9].every((at) => (head[at] ?? 255) < 128)
  ) {
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head[at] ?? 0), 0);
    return 10 + size + (((head[5] ?? 0) & 0x10) !== 0 ? 10 : 0);
  }
  return name === 'APETAGEX' && head.length >= 32 ? 32 + head.readUInt32LE(12) : 0;
}

/** Notes a tag that lies at a place. */
export async function noteTagAt(window: Window, at: number, length: number, notes: Notes): Promise<void> {
  const tag = Buffer.from(await window.at(at, Math.min(length, notedLength)));
  if (tag.toString('latin1', 0, 3) === 'ID3') noteId3(tag, notes);
  else noteApe(tag, notes);
}

/** Where the tags at the beginning end. */
export async function skipLeadingTags(window: Window, notes: Notes): Promise<number> {
  let at = 0;
  for (let count = 0; count < 100; count += 1) {
    const length = tagLength(await window.at(at, 32));
    if (length === 0 || at + length > window.size) break;
    await noteTagAt(window, at, length, notes);
    at += length;
  }
  return at;
}

/** Length of the tag that ends at a place: ID3v1, APE with its footer, or Lyrics3. */
async function lengthBefore(window: Window, end: number, notes: Notes): Promise<number> {
  const tail = Buffer.from(await window.at(Math.max(0, end - 128), Math.min(128, end)));
  if (tail.length === 128 && tail.toString('latin1', 0, 3) === 'TAG') {
    noteId3v1(tail, notes);
    return 128;
  }
  const footer = tail.subarray(-32);
  if (footer.toString('latin1', 0, 8) === 'APETAGEX') {
    const length = footer.readUInt32LE(12) + ((footer.readUInt32LE(20) & 0x8000_0000) !== 0 ? 32 : 0);
    if (length <= end)
      noteApe(Buffer.from(await window.at(end - length, Math.min(length, notedLength))), notes);
    return length;
  }
  const lyrics = tail.subarray(-15).toString('latin1');
  const size = /^(\d{6})LYRICS200$/.exec(lyrics)?.[1];
  if (size === undefined) return 0;
  const length = Number(size) + 15;
  if (length <= end)
    noteLoose('Lyrics3', 'Lyrics', Buffer.from(await window.at(end - length, length)), notes, 'said');
  return length;
}

/** Where the tags at the end of a file begin. */
export async function tailStart(window: Window, from: number, notes: Notes): Promise<number> {
  let end = window.size;
  for (let count = 0; count < 100 && end > from; count += 1) {
    const length = await lengthBefore(window, end, notes);
    if (length === 0 || end - length < from) break;
    end -= length;
  }
  return end;
}

/** Notes bytes that belong to no frame. */
export async function noteTail(window: Window, from: number, to: number, notes: Notes): Promise<void> {
  if (to <= from) return;
  const content = Buffer.from(await window.at(from, Math.min(to - from, notedLength)));
  noteLoose('Between the sound', 'Bytes of no frame', content, notes, 'unknown');
}
