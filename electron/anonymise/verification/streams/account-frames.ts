import { faultOfUnit, type UnitKind } from './account-units.ts';
import type { StreamReading } from './stream-reading.ts';

const frameLimit = 64 * 1024 * 1024;
const mark = Buffer.from([0, 0, 1]);

export type FrameKind = UnitKind | 'mpeg' | 'other';

const kinds: Readonly<Record<number, FrameKind>> = { 1: 'mpeg', 2: 'mpeg', 27: 'avc', 32: 'avc', 36: 'hevc' };
export const frameKind = (type: number): FrameKind => kinds[type] ?? 'other';

/** Reads the frames of an output between their marks, whatever packets they lie in. */
export class FrameAccount {
  readonly #reading: StreamReading;
  readonly #frames = new Map<number, { readonly kind: FrameKind; readonly parts: Buffer[] }>();

  /** The head of the unit that came last, by stream. */
  readonly #lasting = new Map<number, number>();

  constructor(reading: StreamReading) {
    this.#reading = reading;
  }

  take(stream: number, kind: FrameKind, payload: Buffer, starts: boolean): void {
    if (kind === 'other') return;
    if (starts) this.finish(stream);
    const frame = this.#frames.get(stream) ?? { kind, parts: [] };
    if (frame.parts.length * 184 < frameLimit) frame.parts.push(Buffer.from(payload));
    this.#frames.set(stream, frame);
  }

  /** What ends within a mark is looked at together with what follows. */
  finish(stream: number, last = false): void {
    const frame = this.#frames.get(stream);
    if (!frame) return;
    const bytes = Buffer.concat(frame.parts);
    this.#frames.delete(stream);
    if (!last && (bytes.at(-1) === 0 || bytes.subarray(-3).equals(mark))) {
      this.#frames.set(stream, { kind: frame.kind, parts: [bytes.subarray(-3)] });
    }
    const first = bytes.indexOf(mark);
    this.#before(stream, frame.kind, first < 0 ? bytes : bytes.subarray(0, first));
    for (let at = first; at >= 0; ) {
      const next = bytes.indexOf(mark, at + 3);
      this.#part(frame.kind, bytes.subarray(at + 3, next < 0 ? bytes.length : next));
      if (bytes.length > at + 3) this.#lasting.set(stream, bytes[at + 3] ?? 0);
      at = next;
    }
  }

  /** What stands before the first mark goes on with the unit before: with pictures only, not with a message. */
  #before(stream: number, kind: FrameKind, bytes: Buffer): void {
    if ((kind !== 'avc' && kind !== 'hevc') || bytes.every((byte) => byte === 0)) return;
    const head = this.#lasting.get(stream);
    const message =
      head !== undefined && (kind === 'avc' ? (head & 31) === 6 : [78, 80].includes(head & 0x7e));
    if (head === undefined || message) this.#reading.wrong('Video frames', 'bytes that belong to no unit');
  }

  #part(kind: FrameKind, unit: Buffer): void {
    if (unit.length === 0) return;
    if (kind === 'avc' || kind === 'hevc') {
      const fault = faultOfUnit(kind, unit, true);
      if (fault) this.#reading.wrong('Video frames', fault);
    } else if (unit[0] === 0xb2 && unit.subarray(1).some((byte) => byte !== 0)) {
      this.#reading.wrong('Video frames', 'user data');
    }
  }

  end(): void {
    for (const stream of [...this.#frames.keys()]) this.finish(stream, true);
  }
}
