import type { Notes } from '../noted.ts';

/** Frames of digital video are blocks of 80 bytes, each named by its first three (IEC 61834-2 section 11, SMPTE 314M). */
const blockLength = 80;
const headLength = 3;
const section = { subcode: 1, auxiliary: 2, sound: 3 } as const;

/** Packs say one thing each in an id and four bytes (IEC 61834-4); FF says nothing. */
const packLength = 5;
const nothing = 0xff;
/** How sound and picture are coded and shown. Recording dates and times, time codes, texts and cameras are not among them. */
const needed: ReadonlySet<number> = new Set([0x50, 0x51, 0x60, 0x61]);
const date: ReadonlySet<number> = new Set([0x52, 0x62]);

/** Places of the packs in a block of a section. */
const packs: Readonly<Record<number, readonly number[]>> = {
  [section.subcode]: Array.from({ length: 6 }, (_, index) => headLength + index * 8 + 3),
  [section.auxiliary]: Array.from({ length: 15 }, (_, index) => headLength + index * packLength),
  [section.sound]: [headLength],
};

const isFrame = (frame: Buffer): boolean =>
  frame.length > 0 && frame.length % blockLength === 0 && frame[0] === 0x1f && frame[1] === 0x07;

const digits = (byte: number, mask: number): number => ((byte & mask) >> 4) * 10 + (byte & 15);

/** A pack of a date: day, month and year in tens and ones. */
const dateIn = (pack: Buffer): string =>
  [digits(pack[4] ?? 0, 0xf0), digits(pack[3] ?? 0, 0x10), digits(pack[2] ?? 0, 0x30)]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

function say(packsGone: readonly Buffer[], notes: Notes): void {
  const dated = packsGone.find(
    (pack) => date.has(pack[0] ?? 0) && pack.subarray(1).some((byte) => byte !== 0xff),
  );
  if (dated) notes.fact('Video frames', 'Recorded', dateIn(dated), 'when');
  else notes.binary('Video frames', 'Notes of the camera', Buffer.concat(packsGone), 'when');
}

/** A frame of digital video without what its camera noted in it; the very same buffer where it noted nothing. */
export function blankCameraNotes(frame: Buffer, notes: Notes | null): Buffer {
  if (!isFrame(frame)) return frame;
  let out = frame;
  const gone: Buffer[] = [];
  for (let block = 0; block < frame.length; block += blockLength) {
    for (const place of packs[(frame[block] ?? 0) >> 5] ?? []) {
      const at = block + place;
      const id = frame[at] ?? nothing;
      if (needed.has(id) || frame.subarray(at, at + packLength).every((byte) => byte === nothing)) continue;
      if (out === frame) out = Buffer.from(frame);
      if (gone.length < 16 || date.has(id)) gone.push(frame.subarray(at, at + packLength));
      out.fill(nothing, at, at + packLength);
    }
  }
  if (notes && gone.length > 0) say(gone, notes);
  return out;
}

/** The same coding by its four letters in AVI and Matroska. */
export const isDvLetters = (letters: string): boolean =>
  /^(?:DVSD|DVHD|DVSL|DVC |DVCP|DVPP|DV25|DV50|DVH1|DVIS|CDVC|CDV5|DVCS|PDVC)$/.test(letters);
