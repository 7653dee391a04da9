import type { Output } from '../../../shared/contract/contract.ts';
import type { MatchKind } from '../../../shared/domain/recording/match.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { PartPlace } from '../../media/lecture/lecture.ts';

/** What is known of a lecture that was read: the files that were brought, and every picture and clip in them. */

export interface CheckedFile {
  readonly path: string;
  readonly name: string;
  readonly format: 'pptx' | 'pdf' | null;
  readonly count: number | null;
  readonly note: string | null;
  /** Of a file that can be cleaned: its content when it was checked. */
  readonly sha256: string | null;
}

export interface CheckedPart {
  readonly file: number;
  readonly name: string;
  readonly places: readonly PartPlace[];
  readonly cropped: boolean;
  /** Places in the list of parts. */
  readonly together: readonly number[];
  readonly sha256: string | null;
  readonly thumbnail: Uint8Array | null;
  readonly note: string | null;
  /** Renditions of which it may be a copy; the very content first, then the best agreement. */
  readonly matches: readonly {
    readonly recording: Id;
    readonly rendition: Id;
    readonly how: MatchKind;
    readonly agreement: number | null;
  }[];
}

/** The reading of what somebody brought, under way or done. */
export interface LectureCheck {
  readonly id: Id;
  readonly files: readonly CheckedFile[];
  readonly parts: readonly CheckedPart[];
  readonly isOver: boolean;
  say(): Output<'lecture.progress'>;
  /** Ends the work; files that were received for it go. */
  stop(): Promise<void>;
}
