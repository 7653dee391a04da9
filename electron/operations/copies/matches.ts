import type { MatchKind } from '../../../shared/domain/recording/match.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader, Viewer } from '../../catalogue/catalogue.ts';
import type { Comparison } from '../../media/copies/copies.ts';
import type { Rooms } from '../context.ts';
import { thumbnailOf } from '../previews.ts';
import { takeMissingPrints } from '../prints.ts';
import { shownRendition } from '../recordings.ts';
import type { FoundFile } from './found-file.ts';

/** A rendition of which a file may be a copy. */
export interface Match {
  readonly recording: Id;
  readonly rendition: Id;
  readonly how: MatchKind;
  readonly agreement: number | null;
}

/** What has no print yet is waited for so long, in milliseconds; the rest is taken in the background. */
const printsWait = 5_000;

/** Whether somebody may learn what a rendition looks like: who sees the original, or the copy that is shown to them. */
export async function maySee(
  reader: CatalogueReader,
  viewer: Viewer,
  { recording, rendition }: Pick<Match, 'recording' | 'rendition'>,
): Promise<boolean> {
  const level = await reader.recordings.levelFor(viewer, recording);
  return level === 3 || (level === 2 && (await shownRendition(reader, recording, level)) === rendition);
}

/** Renditions with the very content of a file, and those of which a copy with this content left. */
async function sameContent(
  reader: CatalogueReader,
  mark: string,
  sha256: string,
): Promise<Pick<Match, 'recording' | 'rendition'>[]> {
  const kept = (await reader.renditions.byMark(mark)).map(({ recording, id }) => ({
    recording,
    rendition: id,
  }));
  const known = new Set(kept.map(({ rendition }) => rendition));
  const left = (await reader.releases.bySha256(sha256)).filter(({ rendition }) => !known.has(rendition));
  const distinct = new Map(left.map(({ recording, rendition }) => [rendition, { recording, rendition }]));
  return [...kept, ...distinct.values()];
}

interface Candidate extends Pick<Match, 'recording' | 'rendition'> {
  readonly comparison: Omit<Comparison, 'known'>;
}

/** So many of the nearest that somebody may see are looked at more closely. */
export const mostCandidates = 40;

interface Candidates {
  readonly candidates: readonly Candidate[];
  /** The picture may be too plain to be known again. */
  readonly plain: boolean;
}

/** Those whose prints are near and which this person may see, the nearest first. */
async function candidatesFor(rooms: Rooms, viewer: Viewer, thumbnail: Uint8Array): Promise<Candidates> {
  const { renditions, prints } = await rooms.catalogue.read((reader) => reader.prints.all());
  const { hits, plain } = await rooms.media.copyHits(thumbnail, prints);
  return rooms.catalogue.read(async (reader) => {
    const candidates: Candidate[] = [];
    for (const { index, guesses } of hits) {
      if (candidates.length === mostCandidates) break;
      const row = await reader.renditions.get(renditions[index] as Id);
      const place = row && { recording: row.recording, rendition: row.id };
      if (place && (await maySee(reader, viewer, place)))
        candidates.push({ ...place, comparison: { guesses } });
    }
    return { candidates, plain };
  });
}

interface Near {
  readonly near: readonly Match[];
  readonly plain: boolean;
}

async function alike(rooms: Rooms, viewer: Viewer, thumbnail: Uint8Array): Promise<Near> {
  await takeMissingPrints(rooms, AbortSignal.timeout(printsWait));
  const { candidates, plain } = await candidatesFor(rooms, viewer, thumbnail);
  const shown: (Candidate & { readonly known: Uint8Array })[] = [];
  for (const candidate of candidates) {
    const known = await thumbnailOf(rooms, candidate.rendition);
    if (known) shown.push({ ...candidate, known: known.bytes });
  }
  const comparisons = shown.map(({ comparison, known }) => ({ ...comparison, known }));
  const agreed = comparisons.length === 0 ? [] : await rooms.media.copyAgreement(thumbnail, comparisons);
  const near = shown.flatMap(({ recording, rendition }, at) => {
    const found = agreed[at];
    return found ? [{ recording, rendition, ...found }] : [];
  });
  return { near, plain };
}

/** Of which renditions a file may be a copy, and why no picture could be compared, in a sentence. */
export interface Matches {
  readonly matches: readonly Match[];
  readonly note: string | null;
}

const plainNote =
  'The picture is too plain to be known again by how it looks, as nearly all of it is one shade. Its content was compared, so that only an unchanged copy is sure to be found.';

/**
 * Of what this person may see: first what has the very content of the file, then what looks like it, the best first.
 */
export async function matchesOf(rooms: Rooms, viewer: Viewer, file: FoundFile): Promise<Matches> {
  const mark = rooms.markOf(file.sha256);
  const same = await rooms.catalogue.read(async (reader) => {
    const matches: Match[] = [];
    for (const place of await sameContent(reader, mark, file.sha256))
      if (await maySee(reader, viewer, place)) matches.push({ ...place, how: 'same', agreement: null });
    return matches;
  });
  const exact = new Set(same.map(({ rendition }) => rendition));
  const { near, plain } = file.thumbnail
    ? await alike(rooms, viewer, file.thumbnail)
    : { near: [], plain: false };
  const others = near.filter(({ rendition }) => !exact.has(rendition));
  const matches = [...same, ...others.sort((a, b) => (b.agreement ?? 0) - (a.agreement ?? 0))];
  return { matches, note: plain && matches.length === 0 ? plainNote : file.note };
}
