import { CustosError } from '../../../shared/kernel/error.ts';
import { reduceProfile } from './icc-profile.ts';
import { exifPrefix, type JpegHead, profilePrefix } from './jpeg-head.ts';
import {
  flushForScan,
  flushQuantisation,
  noTables,
  type PendingTables,
  segment,
  takeTables,
} from './jpeg-tables.ts';
import { isFrame, type JpegWalk, marker, type Segment } from './jpeg-walk.ts';
import { tiffWithOrientation } from './orientation.ts';

const startOfImage = Buffer.from([0xff, marker.soi]);
const endOfImage = Buffer.from([0xff, marker.eoi]);
/** A segment holds 65,533 bytes, 14 of which number the part. */
const profilePart = 65_533 - 14;

/** A JFIF segment without thumbnail (ITU-T T.871 10.1): unit and densities only where they make sense. */
function writeJfif(density: Buffer): Buffer {
  const valid = (density[0] ?? 3) <= 2 && density.readUInt16BE(1) > 0 && density.readUInt16BE(3) > 0;
  const kept = valid ? density : Buffer.from([0, 0, 1, 0, 1]);
  return segment(
    marker.app0,
    Buffer.concat([Buffer.from('JFIF\0\x01\x01', 'latin1'), kept, Buffer.alloc(2)]),
  );
}

function writeProfile(profile: Buffer): Buffer[] {
  const total = Math.ceil(profile.length / profilePart);
  const out: Buffer[] = [];
  for (let index = 0; index < total; index += 1) {
    const part = profile.subarray(index * profilePart, (index + 1) * profilePart);
    out.push(segment(marker.app2, Buffer.concat([profilePrefix, Buffer.from([index + 1, total]), part])));
  }
  return out;
}

/** The application segments that decoding and display need, made anew. */
export function writeHead(head: JpegHead): Buffer[] {
  const out: Buffer[] = [startOfImage];
  if (head.jfif) out.push(writeJfif(head.jfif));
  if (head.orientation !== 1) {
    out.push(segment(marker.app1, Buffer.concat([exifPrefix, tiffWithOrientation(head.orientation)])));
  }
  const profile = head.profile && reduceProfile(head.profile);
  if (profile && profile.length <= profilePart * 255) out.push(...writeProfile(profile));
  if (head.transform !== null) {
    const adobe = Buffer.from('Adobe\0\x64\0\0\0\0\0', 'latin1');
    adobe[11] = head.transform;
    out.push(segment(marker.app14, adobe));
  }
  return out;
}

interface Progress {
  readonly tables: PendingTables;
  frame: { readonly code: number; readonly body: Buffer } | null;
  readonly used: Set<number>;
  scans: number;
}

const brokenFrame = (): CustosError =>
  new CustosError(
    'unreadable',
    'The header of this picture is damaged. It cannot be cleaned, and no program can show it.',
  );

function writeFrame(progress: Progress, { marker: code, body }: Segment): Buffer[] {
  const length = 6 + 3 * (body[5] ?? 0);
  if (body.length < length || length === 6) throw brokenFrame();
  const kept = body.subarray(0, length);
  progress.frame = { code, body: kept };
  for (let at = 8; at < length; at += 3) progress.used.add(kept[at] ?? 0);
  return [...flushQuantisation(progress.tables, progress.used), segment(code, kept)];
}

function writeScan(progress: Progress, { body, coded }: Segment): Buffer[] {
  const length = 4 + 2 * (body[0] ?? 0);
  if (!coded || body.length < length || length === 4) return [];
  const kept = body.subarray(0, length);
  progress.scans += 1;
  return [
    ...flushQuantisation(progress.tables, progress.used),
    ...flushForScan(progress.tables, kept),
    segment(marker.sos, kept),
    coded,
  ];
}

/** A sequential frame whose components all lie in one scan ends with it: decoders read no further. */
function isWhole(frame: Progress['frame'], scan: Segment): boolean {
  const sequential = frame !== null && [0xc0, 0xc1, 0xc3, 0xc9, 0xcb].includes(frame.code);
  return sequential && (frame.body[5] ?? 0) === (scan.body[0] ?? 0);
}

/** The height comes after the first scan where the frame header leaves it open (T.81 B.2.5). */
const heightIsOpen = (frame: Progress['frame']): boolean =>
  frame !== null && frame.body.readUInt16BE(1) === 0;

function writeOne(progress: Progress, part: Segment): Buffer[] {
  const code = part.marker;
  if (code === marker.dhp || code === marker.exp) {
    throw new CustosError(
      'unsupported',
      'Custos cannot yet clean a hierarchical JPEG. Please save it as an ordinary JPEG and take that in.',
    );
  }
  if (isFrame(code) && !progress.frame) return writeFrame(progress, part);
  if (code === marker.sos && progress.frame) return writeScan(progress, part);
  if (code === marker.dnl && progress.scans === 1 && heightIsOpen(progress.frame) && part.body.length >= 2) {
    return [segment(marker.dnl, part.body.subarray(0, 2))];
  }
  takeTables(progress.tables, code, part.body);
  return [];
}

/**
 * Writes a JPEG of listed structures only; coded samples are copied byte for byte.
 * @throws CustosError `unreadable` without frame or scan, `unsupported` for hierarchical pictures.
 */
export function writeJpeg(walk: JpegWalk, head: JpegHead): Buffer {
  const out = writeHead(head);
  const progress: Progress = { tables: noTables(), frame: null, used: new Set(), scans: 0 };
  for (const part of walk.segments) {
    const before = progress.scans;
    out.push(...writeOne(progress, part));
    if (progress.scans > before && isWhole(progress.frame, part) && !heightIsOpen(progress.frame)) break;
  }
  if (!progress.frame || progress.scans === 0) throw brokenFrame();
  out.push(endOfImage);
  return Buffer.concat(out);
}
