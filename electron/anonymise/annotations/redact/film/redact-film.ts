import { parseTimedRegions, type TimedRegion } from '../../../../../shared/domain/recording/timed-region.ts';
import { CustosError } from '../../../../../shared/kernel/error.ts';
import { type FillBox, fillBoxes } from './fill-boxes.ts';
import { fillGroups } from './fill-groups.ts';
import { fillWhole, wholeNote } from './fill-whole.ts';
import type { FilmFacts, FilmFile, Tools } from './film-facts.ts';
import { frameList, shownTimes } from './frame-list.ts';

export interface RedactedFilm extends FilmFile {
  /** False where every picture was coded afresh. */
  readonly lossless: boolean;
  /** What is filled in which pictures, of how many. A picture more may be, where the film's clock is not sure. */
  readonly boxes: readonly FillBox[];
  readonly pictures: number;
  readonly notes: readonly string[];
}

/** Containers whose pictures may carry the time of decoding only; a region is held a picture longer at both ends. */
const untimed = ['avi', 'mpeg-ps'];

const groupsNote = (afresh: number, total: number): string =>
  afresh < total
    ? `${afresh} of ${total} pictures were coded afresh: the whole groups that a region touches. All others, and the sound, are copied as they were.`
    : wholeNote;

/** @throws CustosError `invalid-input` with the sentence that says which region is wrong. */
export function checkedRegions(input: unknown, facts: FilmFacts): readonly TimedRegion[] {
  const { picture, seconds } = facts;
  if (!picture) {
    if (Array.isArray(input) && input.length === 0) return [];
    throw new CustosError('invalid-input', 'Region 1 is a rectangle, but this recording has no pictures.');
  }
  const parsed = parseTimedRegions(input, picture.upright);
  if (!parsed.ok) throw new CustosError('invalid-input', parsed.error);
  const late = parsed.value.findIndex(({ from = 0 }) => seconds !== null && from > seconds);
  if (late >= 0)
    throw new CustosError(
      'invalid-input',
      `Region ${late + 1} begins after the end of the film (${seconds} seconds).`,
    );
  return parsed.value;
}

/** Each rectangle a picture longer at both ends. */
function longer(boxes: readonly FillBox[], total: number): readonly FillBox[] {
  const one = ({ first, end, ...box }: FillBox): FillBox => ({
    ...box,
    first: Math.max(0, first - 1),
    end: Math.min(total, end + 1),
  });
  return boxes.map(one);
}

/**
 * Fills regions in the coded pictures of a cleaned film. H.264 in MP4 and QuickTime keeps every group of pictures that
 * no region touches; other films are coded afresh. The result must be cleaned again before anybody gets it.
 * @throws CustosError `unreadable`, `too-large`, `cancelled`
 */
export async function redactFilm(
  file: FilmFile,
  facts: FilmFacts,
  regions: readonly TimedRegion[],
  tools: Tools,
): Promise<RedactedFilm> {
  const { picture } = facts;
  const untouched = { ...file, lossless: true, boxes: [], pictures: 0, notes: [] };
  if (!picture || regions.length === 0) return untouched;
  const frames = await frameList(file, tools);
  const times = shownTimes(frames, facts.start);
  const exact = fillBoxes(regions, picture, times);
  const boxes = untimed.includes(file.container) ? longer(exact, times.length) : exact;
  if (boxes.length === 0) return untouched;
  const filled = { boxes: exact, pictures: frames.length };
  const apart = ['mp4', 'm4v', 'mov'].includes(file.container) && picture.codec === 'h264';
  const groups = apart ? await fillGroups(file, frames, boxes, picture, tools) : null;
  if (groups) {
    const afresh = groups.runs.reduce((sum, { from, to }) => sum + to - from, 0);
    const notes = [groupsNote(afresh, groups.total)];
    return { ...file, ...filled, lossless: afresh < groups.total, notes };
  }
  const whole = await fillWhole(file, boxes, times, facts, picture, tools);
  return { ...whole, ...filled, lossless: false };
}
