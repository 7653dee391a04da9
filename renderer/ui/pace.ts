import { bytesText } from './amounts.ts';

export interface Work {
  /** Milliseconds of work so far. */
  readonly worked: number;
  readonly done: number;
  readonly total: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

/** Before so much has been seen, any forecast would jump. */
const leastWorked = 8_000;
const leastDone = 8;

/** How long, in words that stay true for a while: the longer, the rounder. */
function longText(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return 'less than a minute left';
  if (minutes < 10)
    return `about ${Math.ceil(minutes)} ${Math.ceil(minutes) === 1 ? 'minute' : 'minutes'} left`;
  if (minutes < 55) return `about ${Math.ceil(minutes / 5) * 5} minutes left`;
  const hours = Math.round(minutes / 30) / 2;
  return `about ${hours.toLocaleString('en-GB')} ${hours === 1 ? 'hour' : 'hours'} left`;
}

/** Milliseconds left by the mean pace so far, over bytes and files alike; null before it is worth saying. */
export function timeLeft({ worked, done, total, bytesDone, bytesTotal }: Work): number | null {
  if (worked < leastWorked || done < leastDone || done >= total) return null;
  const byFiles = (worked / done) * (total - done);
  const byBytes = bytesDone > 0 ? (worked / bytesDone) * (bytesTotal - bytesDone) : byFiles;
  return (byFiles + byBytes) / 2;
}

/** Files a minute, bytes a second and the time left, as far as they are known. */
export function paceText(work: Work): string[] {
  const { worked, done, bytesDone } = work;
  if (worked < leastWorked || done < leastDone) return [];
  const left = timeLeft(work);
  return [
    `${Math.round(done / (worked / 60_000)).toLocaleString('en-GB')} files a minute`,
    `${bytesText(bytesDone / (worked / 1_000))} a second`,
    ...(left === null ? [] : [longText(left)]),
  ];
}
