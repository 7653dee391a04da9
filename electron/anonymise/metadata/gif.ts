import { CustosError } from '../../../shared/kernel/error.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { type GifBlock, type GifWalk, isGif, walkGif } from './gif-blocks.ts';
import { exactCodes } from './gif-lzw.ts';
import { cleanedOf, findingsOf, Notes } from './noted.ts';
import { noteProfile, noteXmp } from './text-findings.ts';

const label = { text: 0x01, control: 0xf9, comment: 0xfe, application: 0xff } as const;

type Extension = Extract<GifBlock, { kind: 'extension' }>;
type Image = Extract<GifBlock, { kind: 'image' }>;

const nameOf = ({ parts }: Extension): string => parts[0]?.toString('latin1') ?? '';
const loops = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** How often an animation is shown: the one application extension that is needed (Netscape's, of 1995). */
const isLoop = (block: Extension): boolean =>
  block.label === label.application &&
  loops.has(nameOf(block)) &&
  block.parts[1]?.length === 3 &&
  block.parts[1][0] === 1;

const isControl = (block: Extension): boolean =>
  block.label === label.control && block.parts[0]?.length === 4;

const blockLength = 255;

/** The coded samples cut where the picture ends, in the sub-blocks they came in where there is nothing to cut. */
function writeCoded({ head, coded, cut }: Image): Buffer {
  const parts: Buffer[] = [];
  for (let at = 1; at < coded.length && coded[at] !== 0; at += 1 + (coded[at] ?? 0))
    parts.push(coded.subarray(at + 1, at + 1 + (coded[at] ?? 0)));
  const stored = Buffer.concat(parts);
  const exact = exactCodes(stored, coded[0] ?? 0, head.readUInt16LE(5) * head.readUInt16LE(7));
  if (cut && exact.length === stored.length) return coded;
  if (exact.equals(stored)) return coded;
  const out: Buffer[] = [coded.subarray(0, 1)];
  for (let at = 0; at < exact.length; at += blockLength) {
    const part = exact.subarray(at, at + blockLength);
    out.push(Buffer.from([part.length]), part);
  }
  out.push(Buffer.from([0]));
  return Buffer.concat(out);
}

function writeImage(image: Image): Buffer[] {
  const head = Buffer.from(image.head);
  head[9] = (head[9] ?? 0) & 0xe7;
  return [head, image.table, writeCoded(image)];
}

function writeControl(block: Extension): Buffer {
  const body = Buffer.from(block.parts[0] ?? Buffer.alloc(4));
  body[0] = (body[0] ?? 0) & 0x1f;
  return Buffer.concat([Buffer.from([0x21, label.control, 4]), body, Buffer.from([0])]);
}

function writeLoop(block: Extension): Buffer {
  const name = Buffer.from('\x21\xff\x0bNETSCAPE2.0\x03\x01', 'latin1');
  return Buffer.concat([name, block.parts[1]?.subarray(1) ?? Buffer.alloc(2), Buffer.from([0])]);
}

const older = Buffer.from('87a');

const withVersion = (head: Buffer): Buffer => Buffer.concat([Buffer.from('GIF89a'), head.subarray(6)]);

/** Writes a GIF of screen, palettes, frames, their timing and the loop. @throws CustosError `unreadable`. */
function writeGif(walk: GifWalk): Buffer {
  const out: Buffer[] = [walk.head.subarray(3, 6).equals(older) ? walk.head : withVersion(walk.head)];
  let control: Extension | null = null;
  let images = 0;
  let looped = false;
  for (const block of walk.blocks) {
    if (block.kind === 'image') {
      if (control) out.push(writeControl(control));
      out.push(...writeImage(block));
      control = null;
      images += 1;
    } else if (isControl(block)) control = block;
    else if (block.label === label.text) control = null;
    else if (isLoop(block) && !looped) {
      out.push(writeLoop(block));
      looped = true;
    }
  }
  if (images === 0) {
    throw new CustosError('unreadable', 'There is no picture in this file: it ends before its first frame.');
  }
  // A frame that the file cuts short stays cut: decoders show as much of it as they did.
  const last = walk.blocks.at(-1);
  if (last?.kind !== 'image' || !last.cut) out.push(Buffer.from([0x3b]));
  return Buffer.concat(out);
}

function noteApplication(block: Extension, notes: Notes): void {
  const name = nameOf(block);
  const content = Buffer.concat(block.parts.slice(1));
  // XMP lies bare behind its name: the lengths of sub-blocks are characters of it (XMP part 3, 1.1.2).
  if (name === 'XMP DataXMP') {
    const whole = Buffer.concat(block.parts.slice(1).flatMap((part) => [Buffer.from([part.length]), part]));
    noteXmp(whole.subarray(0, Math.max(0, whole.lastIndexOf('>') + 1)), 'XMP', notes);
  } else if (name === 'ICCRGBG1012') noteProfile(content, 'ICC profile', notes);
  else notes.binary('GIF', `Application extension (${name})`, content, 'unknown');
}

function noteBlock(block: GifBlock, notes: Notes): void {
  if (block.kind === 'image' || isControl(block) || isLoop(block)) return;
  const content = Buffer.concat(block.parts);
  if (block.label === label.comment) notes.text('GIF', 'Comment', content.toString('utf8'), 'said');
  else if (block.label === label.application) noteApplication(block, notes);
  else if (block.label === label.text)
    notes.text('GIF', 'Plain text', Buffer.concat(block.parts.slice(1)).toString('latin1'), 'said');
  else notes.binary('GIF', `Extension 0x${block.label.toString(16)}`, content, 'unknown');
}

function gifNotes(walk: GifWalk): Notes {
  const notes = new Notes();
  for (const block of walk.blocks) noteBlock(block, notes);
  if (walk.trailer.length > 0) notes.binary('Trailer', 'Bytes behind the picture', walk.trailer, 'unknown');
  return notes;
}

/** GIF by keep-list (GIF89a): screen, palettes, frames with their timing, and the loop. */
export const gifCleaner: MetadataCleaner = {
  container: 'gif',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    return isGif(buffer) ? findingsOf(gifNotes(walkGif(buffer))) : [];
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const walk = walkGif(asBuffer(bytes));
    const notes = walk.complete ? [] : ['The file ends before the picture does. What is there was kept.'];
    return cleanedOf('gif', writeGif(walk), gifNotes(walk), notes);
  },
};
