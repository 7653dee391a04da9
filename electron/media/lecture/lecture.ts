/** What a lecture's file holds, as it was taken apart: pictures, clips and whatever could not be told. */

/** Where a part is shown: on slides or pages, in their notes, in what lies behind them, or on none. */
export interface PartPlace {
  readonly what: 'slide' | 'notes' | 'layout' | 'page' | 'nowhere';
  /** Slides or pages counted from one, in order; empty for `nowhere`. */
  readonly numbers: readonly number[];
}

export interface LecturePart {
  /** How the file names it: the name of a part of the presentation, or the number of an object of the PDF. */
  readonly name: string;
  /** Where its bytes were written to; null where it has none of its own that could be written. */
  readonly path: string | null;
  readonly places: readonly PartPlace[];
  /** Only a piece of it is shown somewhere; the file holds all of it. */
  readonly cropped: boolean;
  /** Parts that are shown as one with it, as a clip and the still that stands for it. */
  readonly together: readonly string[];
  /** Why it could not be looked at, where that is known already. */
  readonly note: string | null;
}

export interface Lecture {
  readonly outcome: 'ok';
  readonly format: 'pptx' | 'pdf';
  /** Slides or pages. */
  readonly count: number;
  readonly parts: readonly LecturePart[];
}

/** What was done to make a copy without some of its parts. */
export interface CleanedLecture {
  readonly outcome: 'ok';
  readonly replaced: number;
  /** Names of parts whose clip was left empty. */
  readonly emptied: readonly string[];
  /** The picture of the first slide that the file's folder shows was taken out as well. */
  readonly thumbnail: boolean;
}

/** Numbers in order, each once. */
export const inOrder = (numbers: Iterable<number>): number[] => [...new Set(numbers)].sort((a, b) => a - b);
