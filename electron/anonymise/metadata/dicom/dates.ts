import { createHmac } from 'node:crypto';

/*
 * Days moved and times kept, so that whoever follows a patient sees how long lay between two pictures and on no
 * calendar when they were made (PS3.15 E.3.6, Retain Longitudinal Temporal Information with Modified Dates).
 */

const dayLength = 86_400_000;

/** By how many days the pictures of one subject are moved back: the same number each time, from 1 to 365. */
export function daysOf(secret: string | Uint8Array, subject: string): number {
  const digest = createHmac('sha256', secret).update(subject).digest();
  return -1 - (digest.readUIntBE(0, 6) % 365);
}

/** A day as DICOM writes it, with or without the full stops of its forerunner; null where there is no such day. */
function dayIn(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(?:\.?)(\d{2})(?:\.?)(\d{2})$/.exec(text) ?? [];
  return year ? `${year}${month}${day}` : null;
}

const written = (at: number): string => new Date(at).toISOString().slice(0, 10).replaceAll('-', '');

function movedDay(day: string, days: number): string | null {
  const at = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));
  // The years 0 to 99 are read as others, and a thirtieth of February as a day in March: neither is a day of a picture.
  return written(at) === day ? written(at + days * dayLength) : null;
}

/** Hours, minutes and seconds; what is finer may hold anything. */
const timeIn = (text: string): string | null =>
  /^(?:[01]\d|2[0-3])(?:[0-5]\d(?:[0-5]\d)?)?(?=\.|$)/.exec(text.replaceAll(':', ''))?.[0] ?? null;

export interface MovedDate {
  /** The day as it was; null where there is only a time. */
  readonly before: string | null;
  readonly text: string;
}

/** One value of a day, a time or both, moved by so many days; null where it cannot be read. */
export function moved(vr: 'DA' | 'TM' | 'DT', text: string, days: number): MovedDate | null {
  const time = vr === 'TM' ? timeIn(text) : timeIn(text.slice(8).replace(/[+-]\d{4}$/, ''));
  if (vr === 'TM') return time === null ? null : { before: null, text: time };
  const before = dayIn(vr === 'DA' ? text : text.slice(0, 8));
  const after = before && movedDay(before, days);
  return after ? { before, text: vr === 'DA' ? after : `${after}${time ?? ''}` } : null;
}
