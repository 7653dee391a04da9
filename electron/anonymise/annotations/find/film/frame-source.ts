import { findTool, runTool, type ToolPlaces } from '../../../../media/ffmpeg.ts';
import { input } from '../../../../media/ffmpeg-arguments.ts';
import type { Container } from '../../../../media/look-result.ts';

/** One picture of a film as it is searched, upright, with square pixels. */
export interface SampledFrame {
  /** Seconds from the start. */
  readonly at: number;
  /** The brightest of the colours of each pixel. */
  readonly grey: Uint8Array;
  /** The darkest of them, where there are colours: green on grey is as bright, and told by this alone. */
  readonly darkest?: Uint8Array;
  /** Red, green and blue of each pixel, where it was decoded from a file. */
  readonly colours?: Uint8Array;
}

/** Pictures of a film or of a series of frames, at even steps. What searches them knows no file. */
export interface FrameSource {
  /** The size of the upright picture. */
  readonly width: number;
  readonly height: number;
  /** How many of its pixels one searched pixel covers across and down. */
  readonly scale: number;
  readonly frames: () => AsyncIterable<SampledFrame>;
}

export interface FilmPlace {
  readonly path: string;
  readonly container: Container;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

/** Pictures looked at in a second, and in all: a long film costs no more than a short one. */
export interface Pace {
  readonly perSecond: number;
  readonly mostFrames: number;
  /** Not in the order of time: whoever stops early has seen pictures from all over the film. */
  readonly spread?: boolean;
}

/** First and last, then the middle of the longest stretch between two that were given: all of `count` places. */
export function spreadOrder(count: number): number[] {
  const order = [0, count - 1].slice(0, count);
  const stretches: (readonly [number, number])[] = [[0, count - 1]];
  for (let next = stretches.shift(); next; next = stretches.shift()) {
    const [from, to] = next;
    if (to - from < 2) continue;
    const middle = (from + to) >> 1;
    order.push(middle);
    stretches.push([from, middle], [middle, to]);
  }
  return order;
}

export const searchPace: Pace = { perSecond: 2, mostFrames: 360 };
/** Shorter steps, and the longest film for which as many pictures as of a longer one are enough. */
export const closerPace: Pace = { perSecond: 4, mostFrames: 180 };
export const closerSeconds = 45;
/** Up to this length a film is decoded as a whole; a longer one is asked for single pictures. */
const wholeSeconds = 90;
const widest = 1_280;
const timeLimitMs = 10 * 60_000;

/** Pictures wider or higher are searched smaller. */
export const scaleOf = ({ width, height }: Pick<FilmPlace, 'width' | 'height'>): number =>
  Math.max(1, Math.ceil(Math.max(width, height) / widest));

const scaled = (width: number, height: number): string =>
  `scale=${width}:${height}:flags=area,setsar=1,format=rgb24`;

/**
 * Steps of uneven length, for a heart beats evenly: looked at every half second, it stands still. Four samples make a
 * cycle of twenty parts.
 */
const cycle = [0, 4, 11, 17] as const;
const parts = 20;

const unevenTime = (index: number, perSecond: number): number =>
  (Math.floor(index / cycle.length) * parts + (cycle[index % cycle.length] ?? 0)) *
  (cycle.length / parts / perSecond);

/** The same as filters of ffmpeg. */
function unevenSteps(perSecond: number): string {
  const chosen = cycle.map((place) => `eq(mod(n\\,${parts})\\,${place})`).join('+');
  const even = (perSecond * parts) / cycle.length;
  return `fps=${even}:round=up,select=${chosen},setpts=N/(${perSecond}*TB),fps=${perSecond}:round=up`;
}

export function frameOf(colours: Buffer, at: number): SampledFrame {
  const grey = new Uint8Array(colours.length / 3);
  const darkest = new Uint8Array(grey.length);
  for (let index = 0, from = 0; index < grey.length; index += 1, from += 3) {
    const [red = 0, green = 0, blue = 0] = [colours[from], colours[from + 1], colours[from + 2]];
    grey[index] = Math.max(red, green, blue);
    darkest[index] = Math.min(red, green, blue);
  }
  return { at, grey, darkest, colours };
}

export const inTime = (count: number): number[] => [...Array(count).keys()];

/** A film's pictures, decoded by ffmpeg. @throws CustosError `missing-tool`, `cancelled`; SetAsideError at a bound */
export function filmFrames(
  film: FilmPlace,
  places: ToolPlaces,
  { perSecond, mostFrames, spread = false }: Pace = searchPace,
): FrameSource {
  const scale = scaleOf(film);
  const width = Math.floor(film.width / scale);
  const height = Math.floor(film.height / scale);
  const size = width * height * 3;
  const decoded = async (before: readonly string[], filter: string, count: number): Promise<Buffer> => {
    const args = ['-hide_banner', '-nostdin', '-v', 'error', '-threads', '1', ...before];
    const output = [
      '-map',
      '0:v:0',
      '-vf',
      filter,
      '-frames:v',
      String(count),
      '-pix_fmt',
      'rgb24',
      '-f',
      'rawvideo',
      'pipe:1',
    ];
    const ran = await runTool(
      findTool('ffmpeg', places),
      [...args, ...input(film.container, film.path), ...output],
      {
        timeLimitMs,
        outputLimit: size * mostFrames + 1,
      },
    );
    return ran.output;
  };
  const order = spread ? spreadOrder : inTime;
  async function* frames(): AsyncGenerator<SampledFrame> {
    if (film.seconds <= Math.min(wholeSeconds, mostFrames / perSecond)) {
      const raw = await decoded([], `${unevenSteps(perSecond)},${scaled(width, height)}`, mostFrames);
      for (const index of order(Math.floor(raw.length / size)))
        yield frameOf(raw.subarray(index * size, (index + 1) * size), unevenTime(index, perSecond));
      return;
    }
    const step = Math.max(1 / perSecond, film.seconds / mostFrames);
    for (const index of order(Math.ceil(film.seconds / step))) {
      const at = unevenTime(index, 1 / step);
      const raw = await decoded(['-ss', at.toFixed(3)], scaled(width, height), 1);
      if (raw.length >= size) yield frameOf(raw.subarray(0, size), at);
    }
  }
  return { width: film.width, height: film.height, scale, frames };
}
