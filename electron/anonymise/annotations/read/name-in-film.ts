import { setTimeout } from 'node:timers/promises';
import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import type { Region } from '../../../../shared/domain/recording/region.ts';
import type { FrameSource, Pace } from '../find/film/frame-source.ts';
import { pixelsOf, type ReadingFinder } from './read-in-film.ts';

/** The first picture, the last and the one in the middle, which stands for the film where it is shown small. */
export const namingPace: Pace = { perSecond: 1, mostFrames: 3, spread: true };

const isMiddleIn = ({ x, y, w, h }: Region, outer: Region): boolean =>
  x + w / 2 >= outer.x &&
  x + w / 2 < outer.x + outer.w &&
  y + h / 2 >= outer.y &&
  y + h / 2 < outer.y + outer.h;

/** A proposal with what was read in it; a text that names the patient is put before another. */
function named(proposal: Proposal, read: readonly Proposal[]): Proposal {
  const said = read.filter((each) => isMiddleIn(each, proposal));
  const critical = said.some((each) => each.critical);
  if (said.length === 0 || (proposal.text !== null && !critical)) return proposal;
  const sources = [...proposal.sources, 'reading' as const, ...(critical ? ['catalogue' as const] : [])];
  return {
    ...proposal,
    text: said.map(({ text }) => text).join(' '),
    critical: proposal.critical || critical,
    sources: [...new Set(sources)],
  };
}

/**
 * Reads what was found in a film in a few of its pictures, and adds what is read elsewhere and names the patient. It
 * gives what it knows after each picture, so that whoever has no more time keeps that.
 */
export async function* nameInFilm(
  proposals: readonly Proposal[],
  source: FrameSource,
  finder: ReadingFinder,
): AsyncGenerator<readonly Proposal[]> {
  const { scale } = source;
  const [width, height] = [Math.floor(source.width / scale), Math.floor(source.height / scale)];
  let known = proposals;
  for await (const frame of source.frames()) {
    const found = await finder(pixelsOf(frame, width, height));
    const read = found
      .filter(({ text }) => text !== null)
      .map((each) => ({
        ...each,
        x: each.x * scale,
        y: each.y * scale,
        w: each.w * scale,
        h: each.h * scale,
      }));
    const overlooked = read.filter(
      (each) => each.critical && !known.some((proposal) => isMiddleIn(each, proposal)),
    );
    known = [...known.map((proposal) => named(proposal, read)), ...overlooked];
    yield known;
  }
}

/** What was found, and whether all of it could be read that was to be. */
export interface NamedFilm {
  readonly proposals: readonly Proposal[];
  readonly isRead: boolean;
}

/** The same within so many milliseconds. A reader that is slow or fails takes nothing away that was found. */
export async function namedWithin(
  withinMs: number,
  ...[found, source, finder]: Parameters<typeof nameInFilm>
): Promise<NamedFilm> {
  let proposals = found;
  const naming = async (): Promise<boolean> => {
    for await (const named of nameInFilm(found, source, finder)) proposals = named;
    return true;
  };
  const isRead = await Promise.race([naming().catch(() => false), setTimeout(withinMs, false)]);
  return { proposals, isRead };
}
