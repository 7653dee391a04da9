import type { ErrorCode } from '../../shared/kernel/error.ts';
import type { Agreement, Comparison, Near } from './copies/copies.ts';
import type { Print } from './copies/print.ts';
import type { PlainForm } from './dicom/convert.ts';
import type { Drawing, FilmPlan } from './draw.ts';
import type { ToolPlaces } from './ffmpeg.ts';
import type { CleanedLecture, Lecture } from './lecture/lecture.ts';
import type { Display, LookResult, MediaInput, Pixels, Salvaged, SetAside, Tiles } from './look-result.ts';

export type Task =
  | {
      readonly name: 'look';
      readonly input: MediaInput;
      readonly thumbnailSide: number | null;
      readonly filmSound: boolean;
    }
  | { readonly name: 'display'; readonly input: MediaInput; readonly maxSide: number }
  | { readonly name: 'tiles'; readonly input: MediaInput; readonly side: number; readonly levels: number }
  | { readonly name: 'pixels'; readonly input: MediaInput }
  | { readonly name: 'pagePictures'; readonly input: MediaInput }
  | { readonly name: 'salvage'; readonly input: MediaInput }
  | { readonly name: 'convert'; readonly input: MediaInput; readonly form: PlainForm }
  | { readonly name: 'copyPrint'; readonly thumbnail: Uint8Array }
  | { readonly name: 'copyHits'; readonly thumbnail: Uint8Array; readonly prints: Uint32Array }
  | {
      readonly name: 'copyAgreement';
      readonly thumbnail: Uint8Array;
      readonly comparisons: readonly Comparison[];
    }
  | { readonly name: 'unpackLecture'; readonly path: string; readonly folder: string }
  | {
      readonly name: 'cleanLecture';
      readonly path: string;
      readonly parts: readonly string[];
      readonly to: string;
    }
  | { readonly name: 'draw'; readonly drawing: Drawing }
  | { readonly name: 'film'; readonly plan: FilmPlan };

export interface TaskValues {
  readonly look: LookResult;
  readonly display: Display | SetAside;
  readonly tiles: Tiles | SetAside;
  readonly pixels: Pixels | SetAside;
  readonly pagePictures: readonly (Uint8Array | null)[] | SetAside;
  readonly salvage: Salvaged | SetAside;
  readonly convert: Uint8Array | SetAside;
  readonly copyPrint: Print | null | SetAside;
  readonly copyHits: Near | SetAside;
  readonly copyAgreement: readonly (Agreement | null)[] | SetAside;
  readonly unpackLecture: Lecture | SetAside | null;
  readonly cleanLecture: CleanedLecture | SetAside;
  readonly draw: Uint8Array | SetAside;
  readonly film: null | SetAside;
}

/** What the host asks of a worker; one at a time, so that a crash names its file. */
export interface Job {
  readonly id: number;
  readonly task: Task;
  readonly places: ToolPlaces;
  readonly toolTimeLimitMs: number;
  readonly temporaryFolder: string | null;
}

/** What a worker answers. `residentBytes` lets the host retire a worker that has grown. */
export type Reply<Value = TaskValues[Task['name']]> =
  | {
      readonly id: number;
      readonly ok: true;
      readonly value: Value;
      readonly residentBytes: number;
    }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly details?: Readonly<Record<string, unknown>>;
      };
      readonly residentBytes: number;
    };
