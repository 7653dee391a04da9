import type { Replacements } from './dicom/replacements.ts';
import type { Reason } from './reasons.ts';

/** One identifying thing found in a file, for people: where it lies, what it says and why it matters. */
export interface Finding {
  readonly where: string;
  readonly name: string;
  readonly value: string;
  readonly why: string;
  /** What it gives away, by which findings are grouped. */
  readonly gives: Reason;
}

/** Containers of photographs that are written by a list of what is kept. */
export type StillContainer =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'tiff'
  | 'bmp'
  | 'heic'
  | 'avif'
  | 'jxl'
  | 'dicom';

/** One structure that was left out of the rewritten file. */
export interface Removed {
  readonly where: string;
  readonly name: string;
}

export interface Cleaned {
  readonly bytes: Buffer;
  /** What was written: the source's container, or that of the picture taken out of it. */
  readonly container: StillContainer;
  readonly removed: readonly Removed[];
  /** What was taken out, so that the verification can look for it: texts, and short runs of binary content. */
  readonly removedValues: readonly (string | Uint8Array)[];
  /** False where not all samples could be kept; the notes say which. */
  readonly lossless: boolean;
  /** The days (YYYYMMDD) that were moved and not removed, as they were. */
  readonly movedDays?: readonly string[];
  /** Sentences for the person: what was damaged and how it was treated. */
  readonly notes: readonly string[];
}

/** Cleaning for one container by a list of what is kept. Both methods work on bytes in memory alone. */
export interface MetadataCleaner {
  readonly container: string;
  /** Never throws for damaged content: what can be read is shown. */
  inspect(bytes: Uint8Array): Finding[];
  /**
   * `replacements` stand for identifiers and days, where a container has such that must go on agreeing.
   * @throws CustosError `unreadable`, `unsupported` where the structure cannot be rewritten safely.
   */
  clean(bytes: Uint8Array, replacements?: Replacements): Promise<Cleaned>;
}

/** The same memory as a Buffer. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
