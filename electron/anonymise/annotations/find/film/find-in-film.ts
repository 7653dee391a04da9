import type { Proposal } from '../../../../../shared/domain/recording/proposal.ts';
import { clampRegion, type Region } from '../../../../../shared/domain/recording/region.ts';
import { areaOf, around, overlapOf } from '../boxes.ts';
import type { FrameSource, SampledFrame } from './frame-source.ts';
import { smoothGroundMoves } from './smooth-ground.ts';
import { either, type StandingEdges, standingEdges, windowSteps } from './standing-edges.ts';
import { standsAlone } from './stands-alone.ts';
import { asPixels, median, type StillFinder, unwitnessed } from './still-witness.ts';
import { isSlow, type WindowMark, windowMarks } from './window-marks.ts';

/** A mark over all windows in which it was seen, in seconds; the ends are those of the samples beside it. */
interface Track extends Region {
  readonly from: number;
  readonly to: number;
  /** Seen in the very first or last sample: it holds from the start, or to the end. */
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Of the edges of a picture that moves, few stay; where most do, nothing moved. */
const stillShare = 0.6;
/** An edge must be common enough to tell: a black screen with a clock has nothing else to stand still. */
const leastBusy = 0.02;

const isStill = ({ edges, stayed, bits, steps }: StandingEdges): boolean =>
  steps > 0 && stayed > edges * stillShare && edges > 2 * bits.length * steps * leastBusy;

interface Window {
  readonly samples: readonly SampledFrame[];
  readonly opens: boolean;
  readonly closes: boolean;
}

/** A mark hardly seen against what lay under it in so few samples at an end was there nevertheless. */
const overlooked = 2;

/** A mark's place in time: a sample longer at both ends than it was seen. */
function trackOf(mark: WindowMark, { samples, opens, closes }: Window): Track {
  const { x, y, w, h, first, last } = mark;
  return {
    ...{ x, y, w, h },
    from: samples[Math.max(0, first - 1)]?.at ?? 0,
    to: samples[Math.min(samples.length - 1, last + 1)]?.at ?? 0,
    opens: opens && first <= overlooked,
    closes: closes && last >= samples.length - 1 - overlooked,
  };
}

function edgesOf(samples: readonly SampledFrame[], { w, h }: Region): StandingEdges {
  const bright = samples.map(({ grey }) => grey);
  const dark = samples.map(({ darkest, grey }) => darkest ?? grey);
  return either(standingEdges(bright, w, h), standingEdges(dark, w, h));
}

/** Pixels: letters as high as this are rare, and a stretch of ground that stood is often higher. */
const tall = 48;

const throughout = ({ x, y, w, h }: Region, { length }: readonly SampledFrame[]): WindowMark => ({
  ...{ x, y, w, h, edges: 0 },
  ...{ first: 0, last: length - 1 },
});

/**
 * Where nothing moves, the finder of stills is asked. Where little does, it is a second witness: the ground of a slow
 * camera stands for a while as well, so a mark counts where the ground around it moves or where it looks like writing.
 */
async function tracksIn(window: Window, size: Region, finder: StillFinder): Promise<readonly Track[]> {
  const { samples } = window;
  const edges = edgesOf(samples, size);
  const greys = samples.map(({ grey }) => grey);
  const moves = edges.steps > 1 && (!isStill(edges) || smoothGroundMoves(greys, edges));
  const marks = moves ? windowMarks(edges) : [];
  const isDoubtful = (mark: WindowMark): boolean => mark.h > tall || !standsAlone(edges, mark, marks);
  const doubtful = isSlow(edges) ? marks.filter(isDoubtful) : [];
  if (!moves) {
    const found = await finder(asPixels(median(samples), size.w, size.h));
    return found.map((region) => trackOf(throughout(region, samples), window));
  }
  const unlikely = await unwitnessed(doubtful, samples, size, finder);
  return marks.filter((mark) => !unlikely.includes(mark)).map((mark) => trackOf(mark, window));
}

/** What stands for longer than these seconds is seen by the usual steps. */
const briefly = 1.8;
/** For so few short steps much of a ground stands. */
const byChance = 2;

/**
 * What was there for so short a time that the usual steps met it once or twice. Of pictures that follow each other closely
 * more stands by chance, so a mark beside which the ground stands as well must look like writing.
 */
async function briefTracksIn(window: Window, size: Region, finder: StillFinder): Promise<readonly Track[]> {
  const { samples } = window;
  const edges = edgesOf(samples, size);
  if (edges.steps < 2 || isStill(edges)) return [];
  const marks = windowMarks(edges);
  const lasted = ({ first, last }: WindowMark): number =>
    (samples[last]?.at ?? 0) - (samples[first]?.at ?? 0);
  const brief = marks.filter((mark) => mark.last - mark.first < edges.steps && lasted(mark) <= briefly);
  const isDoubtful = (mark: WindowMark): boolean =>
    mark.last - mark.first <= byChance || mark.h > tall || !standsAlone(edges, mark, marks);
  const unlikely = await unwitnessed(brief.filter(isDoubtful), samples, size, finder);
  return brief.filter((mark) => !unlikely.includes(mark)).map((mark) => trackOf(mark, window));
}

/** Samples in overlapping windows, one sample shared. */
async function* windowsOf(source: FrameSource): AsyncGenerator<Window> {
  let samples: SampledFrame[] = [];
  let opens = true;
  for await (const frame of source.frames()) {
    // A window is given out once there is more to come, so that the last one knows that it is.
    if (samples.length > windowSteps) {
      yield { samples, opens, closes: false };
      samples = samples.slice(-4);
      opens = false;
    }
    samples.push(frame);
  }
  if (samples.length > 0) yield { samples, opens, closes: true };
}

/** How far the same mark may lie apart in two windows. */
const sameWithin = 3;

/** By how much a box around two may be larger than both: more, and they are lines below each other, or across. */
const mostAround = 1.5;

const overlap = (a: Region, b: Region): boolean =>
  a.x < b.x + b.w + sameWithin && b.x < a.x + a.w + sameWithin && a.y < b.y + b.h && b.y < a.y + a.h;

function isSame(a: Track, b: Track): boolean {
  const shared = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (!overlap(a, b) || shared < Math.min(a.h, b.h) * 0.6 || a.from > b.to || b.from > a.to) return false;
  const covered = a.w * a.h + b.w * b.h - overlapOf(a, b);
  return areaOf(around(a, b)) <= mostAround * covered;
}

function joined(a: Track, b: Track): Track {
  return {
    ...around(a, b),
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
    opens: a.opens || b.opens,
    closes: a.closes || b.closes,
  };
}

/** One rectangle for all pictures of a mark's life: where a figure peeks out in one of them, the others hide it too. */
function mergeTracks(tracks: readonly Track[]): readonly Track[] {
  const merged: Track[] = [];
  for (const track of tracks) {
    let whole = track;
    for (let at = merged.findIndex((one) => isSame(one, whole)); at >= 0; ) {
      whole = joined(...([merged.splice(at, 1)[0], whole] as [Track, Track]));
      at = merged.findIndex((one) => isSame(one, whole));
    }
    merged.push(whole);
  }
  return merged;
}

function proposalOf(track: Track, { width, height, scale }: FrameSource): Proposal | null {
  const grow = Math.max(3, Math.round(track.h * 0.2));
  const region = clampRegion(
    {
      x: (track.x - grow) * scale,
      y: (track.y - grow) * scale,
      w: (track.w + 2 * grow) * scale,
      h: (track.h + 2 * grow) * scale,
    },
    { width, height },
  );
  if (!region) return null;
  return {
    ...region,
    ...(track.opens ? {} : { from: track.from }),
    ...(track.closes ? {} : { to: track.to }),
    sources: ['overTime'],
    score: track.opens && track.closes ? 0.9 : 0.7,
    kind: 'text',
    text: null,
    critical: false,
  };
}

/**
 * Proposes what was written over a film: what keeps its place on the screen while the picture under it moves, with
 * the time in which it was there. The cost is that of the sampled pictures, not of the film's length. `closer` are
 * pictures of the same film in shorter steps, for what was there but for a moment.
 */
export async function findInFilm(
  source: FrameSource,
  finder: StillFinder,
  closer: FrameSource | null = null,
): Promise<readonly Proposal[]> {
  const tracks: Track[] = [];
  const size = {
    x: 0,
    y: 0,
    w: Math.floor(source.width / source.scale),
    h: Math.floor(source.height / source.scale),
  };
  for await (const window of windowsOf(source)) tracks.push(...(await tracksIn(window, size, finder)));
  if (closer)
    for await (const window of windowsOf(closer)) tracks.push(...(await briefTracksIn(window, size, finder)));
  return mergeTracks(tracks).flatMap((track) => proposalOf(track, source) ?? []);
}
