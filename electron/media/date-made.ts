import type { Made } from './look-result.ts';

const unknownMade: Made = { local: null, offset: null, source: 'unknown' };

export interface JudgedDate {
  readonly made: Made | null;
  /** Why a stated date was dropped; null where it was kept or there was none. */
  readonly note: string | null;
}

const none: JudgedDate = { made: null, note: null };
const form =
  /^(\d{4})[:-](\d{2})[:-](\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const offsetForm = /^([+-])(\d{2}):?(\d{2})$/;
const dayMs = 86_400_000;
const earliestYear = 1850;

function offsetOf(text: string | null | undefined): string | null {
  if (!text) return null;
  if (text === 'Z') return 'Z';
  const match = offsetForm.exec(text.trim());
  if (!match) return null;
  // The widest offsets in use are -12:00 and +14:00.
  return Number(match[2]) <= 14 && Number(match[3]) < 60 ? `${match[1]}${match[2]}:${match[3]}` : null;
}

const exists = (local: string): boolean => {
  const day = local.slice(0, 10);
  const time = Date.parse(`${local.length > 10 ? local : `${day}T00:00:00`}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/**
 * Judges a date as some file states it, in the spelling of EXIF or of ISO 8601. Only a whole day counts; a day
 * that does not exist, lies before 1850 or more than a day after `now` is dropped with a note.
 */
export function judgeDate(
  text: string | null | undefined,
  source: 'camera' | 'container',
  now: Date,
  statedOffset: string | null = null,
): JudgedDate {
  const stated = text?.trim();
  if (!stated) return none;
  const match = form.exec(stated);
  const who = source === 'camera' ? 'camera' : 'file';
  if (!match) {
    // A year alone, as music has it, is no date of making; a blank camera clock is spaces and colons.
    if (/^\d{4}(-\d{2})?$/.test(stated) || /^[\s:0]*$/.test(stated)) return none;
    return { made: null, note: `The date the ${who} states could not be read and was left out.` };
  }
  const [, year, month, day, hour, minute, second, zone] = match;
  const date = `${year}-${month}-${day}`;
  if (date.startsWith('0000')) return { made: null, note: `The ${who}'s clock was not set.` };
  const local = hour === undefined ? date : `${date}T${hour}:${minute}:${second}`;
  if (!exists(local))
    return { made: null, note: `The date the ${who} states does not exist and was left out.` };
  const tooLate = Date.parse(`${date}T00:00:00Z`) > now.getTime() + dayMs;
  if (Number(year) < earliestYear || tooLate) {
    return { made: null, note: `The date the ${who} states (${date}) is not plausible and was left out.` };
  }
  return {
    made: { local, offset: hour === undefined ? null : offsetOf(zone ?? statedOffset), source },
    note: null,
  };
}

/**
 * A container's own clock. The zero of its epoch (1904 for QuickTime and MP4, 1970 for the rest) means a clock
 * that was never set.
 */
export function judgeContainerDate(text: string | null | undefined, now: Date): JudgedDate {
  return /^(1904|1970)-01-01[T ]00:00:00/.test(text?.trim() ?? '') ? none : judgeDate(text, 'container', now);
}

/** When the file was last written, for want of anything better; it is not when the recording was made. */
export function fileSystemMade(modified: Date | null, now: Date): Made {
  if (!modified || modified.getTime() <= 0 || modified.getTime() > now.getTime() + dayMs) return unknownMade;
  return { local: modified.toISOString().slice(0, 19), offset: 'Z', source: 'fileSystem' };
}
