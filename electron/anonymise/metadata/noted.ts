import type { Cleaned, Finding, StillContainer } from './cleaner.ts';
import { type Reason, reasonForName, reasons, shown } from './reasons.ts';

/** What a reader of one structure found, with the raw value that the verification looks for. */
export interface Noted extends Finding {
  readonly raw: string | Uint8Array | null;
}

/** A file with more findings than this is described by the first ones; all of it is removed all the same. */
const notedLimit = 5_000;

/** So much of one file is inflated, or read as text, to say what it gives away; the rest is counted alone. */
const readLimit = 32 * 1024 * 1024;

export class Notes {
  readonly all: Noted[] = [];
  #read = 0;

  /** Whether there is anything left of what may be read. What was read is told to `spend`. */
  get affordsReading(): boolean {
    return this.#read < readLimit;
  }

  spend(length: number): void {
    this.#read += length;
  }

  text(where: string, name: string, value: string, reason: Reason = reasonForName(name)): void {
    const plain = shown(value);
    if (plain === '' || this.all.length >= notedLimit) return;
    this.all.push({ where, name, value: plain, why: reasons[reason], gives: reason, raw: value });
  }

  /** Binary content: its size is shown, and a run out of its middle is looked for afterwards. */
  binary(where: string, name: string, content: Uint8Array, reason: Reason): void {
    if (this.all.length >= notedLimit) return;
    const value = `${content.length} bytes`;
    this.all.push({ where, name, value, why: reasons[reason], gives: reason, raw: telltale(content) });
  }

  /** A value that is shown in words but cannot be looked for as text. */
  fact(where: string, name: string, value: string, reason: Reason): void {
    if (this.all.length >= notedLimit) return;
    this.all.push({ where, name, value: shown(value), why: reasons[reason], gives: reason, raw: null });
  }
}

const runLength = 24;

/** A run of bytes varied enough that chance does not repeat it; null where the content has none. */
function telltale(content: Uint8Array): Uint8Array | null {
  for (const share of [0.5, 0.25, 0.75, 0]) {
    const at = Math.floor((content.length - runLength) * share);
    if (at < 0) return null;
    const run = content.subarray(at, at + runLength);
    // A copy: a piece of the content would hold on to all of it.
    if (new Set(run).size >= 16) return Uint8Array.from(run);
  }
  return null;
}

export const findingsOf = (notes: Notes): Finding[] =>
  notes.all.map(({ where, name, value, why, gives }) => ({ where, name, value, why, gives }));

/** What the verification looks for. */
export const valuesOf = (notes: Notes): (string | Uint8Array)[] =>
  notes.all.map(({ raw }) => raw).filter((raw): raw is string | Uint8Array => raw !== null);

/** What a cleaner gives back: the file written, and what its reader noted as left out of it. */
export const cleanedOf = (
  container: StillContainer,
  bytes: Buffer,
  left: Notes,
  notes: readonly string[] = [],
): Cleaned => ({
  bytes,
  container,
  removed: left.all.map(({ where, name }) => ({ where, name })),
  removedValues: valuesOf(left),
  lossless: true,
  notes,
});
