import { withoutZeroEnd } from '../../../media/zero-end.ts';
import type { Notes } from '../noted.ts';
import { unescaped } from './bit-reader.ts';
import type { UnitRules } from './unit-rules.ts';

/** Supplemental messages of H.264 and HEVC (ITU-T H.274, H.264 annex D, H.265 annex D). */

/**
 * Messages that decoding or display may need: buffering, picture timing, recovery point, frame packing, display
 * orientation, decoded hash, mastering display, light level, transfer, ambient light. All else goes, first of all
 * registered and unregistered user data (4, 5).
 */
const needed: ReadonlySet<number> = new Set([0, 1, 6, 45, 47, 129, 130, 132, 137, 144, 147, 148]);

export interface SeiMessage {
  readonly type: number;
  readonly payload: Buffer;
}

function escaped(payload: Buffer): Buffer {
  const out: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(out);
}

function readCount(bytes: Buffer, at: number): { value: number; end: number } | null {
  let value = 0;
  for (let end = at; end < bytes.length; end += 1) {
    const byte = bytes[end] ?? 0;
    value += byte;
    if (byte !== 255) return { value, end: end + 1 };
  }
  return null;
}

/** The messages of an unescaped payload; null where it is not made of messages. */
export function readSei(payload: Buffer): SeiMessage[] | null {
  const messages: SeiMessage[] = [];
  let at = 0;
  let last = payload.length;
  while (last > 0 && payload[last - 1] === 0) last -= 1;
  while (at + 2 <= last && !(at === last - 1 && payload[at] === 0x80)) {
    const type = readCount(payload, at);
    const size = type && readCount(payload, type.end);
    if (!size || size.end + size.value > last) return null;
    messages.push({ type: type.value, payload: payload.subarray(size.end, size.end + size.value) });
    at = size.end + size.value;
  }
  return messages;
}

const pictureTiming = 1;

/** The message as it may stay, or null. */
function reduceMessage(message: SeiMessage, { coding, clock }: UnitRules): SeiMessage | null {
  if (!needed.has(message.type)) return null;
  if (coding !== 'avc' || message.type !== pictureTiming) return message;
  const payload = clock?.reduce(message.payload) ?? null;
  return payload === message.payload ? message : payload && { type: message.type, payload };
}

const headerOf = ({ coding }: UnitRules): number => (coding === 'avc' ? 1 : 2);

function writeCount(value: number): Buffer {
  return Buffer.from([...new Array<number>(Math.floor(value / 255)).fill(255), value % 255]);
}

const countLength = (value: number): number => Math.floor(value / 255) + 1;

/** Whether nothing but the bit that ends it, and zeros, stands behind the messages of a unit. */
function endsBehind(messages: readonly SeiMessage[], payload: Buffer): boolean {
  const length = messages.reduce(
    (sum, one) => sum + countLength(one.type) + countLength(one.payload.length) + one.payload.length,
    0,
  );
  const rest = payload.subarray(length);
  return (
    (rest[0] === 0x80 || rest[0] === 0 || rest.length === 0) && rest.subarray(1).every((byte) => byte === 0)
  );
}

/** A supplemental unit reduced to needed messages: itself where nothing goes, null where nothing stays. */
export function reduceSei(unit: Buffer, rules: UnitRules): Buffer | null {
  const header = headerOf(rules);
  const payload = unescaped(unit.subarray(header));
  const messages = readSei(payload);
  if (!messages) return null;
  const kept = messages.flatMap((message) => reduceMessage(message, rules) ?? []);
  if (kept.length === 0) return null;
  const isSame = kept.length === messages.length && kept.every((message) => messages.includes(message));
  if (isSame && endsBehind(messages, payload)) return unit;
  const parts = kept.flatMap(({ type, payload }) => [writeCount(type), writeCount(payload.length), payload]);
  const body = escaped(Buffer.concat([...parts, Buffer.from([0x80])]));
  return Buffer.concat([unit.subarray(0, header), body]);
}

/** Notes what the dropped messages of a unit say. */
export function noteSei(unit: Buffer, rules: UnitRules, notes: Notes): void {
  const messages = readSei(unescaped(unit.subarray(headerOf(rules)))) ?? [];
  for (const message of messages) {
    if (reduceMessage(message, rules) === message) continue;
    const { type, payload } = message;
    if (type === pictureTiming) {
      notes.fact('Video frames', 'Time of day of a picture', `${payload.length} bytes`, 'when');
      continue;
    }
    const content = type === 5 ? payload.subarray(16) : payload;
    const text = withoutZeroEnd(content.toString('latin1'));
    const name = type === 5 ? 'Notes of the recording program' : `Message ${type} between the frames`;
    if (text.length > 3 && /^[\t\n\r\x20-\x7e]+$/.test(text))
      notes.text('Video frames', name, text, 'device');
    else notes.binary('Video frames', name, payload, 'unknown');
  }
}
