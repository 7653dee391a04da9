import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import type { ToolPlaces } from '../../../media/ffmpeg.ts';
import type { FilmPlace } from '../find/film/frame-source.ts';
import type { NamedFilm } from '../read/name-in-film.ts';

/** How single pictures of a film are read. */
export interface FilmReading {
  /** No picture is begun after so many milliseconds: reading one may take seconds. */
  readonly withinMs: number;
}

/** What a process that searches is asked. */
export type SearchTask =
  | {
      readonly name: 'picture';
      /** The bytes of its file. */
      readonly bytes: Uint8Array;
      readonly known: readonly string[];
      readonly thorough: boolean;
    }
  | {
      readonly name: 'film';
      readonly film: FilmPlace;
      readonly places: ToolPlaces;
      readonly known: readonly string[] | null;
      readonly reading: FilmReading | null;
    }
  | { readonly name: 'codes'; readonly bytes: Uint8Array };

export interface SearchValues {
  readonly picture: readonly Proposal[];
  readonly film: NamedFilm;
  readonly codes: readonly string[];
}

export interface SearchJob {
  readonly id: number;
  readonly task: SearchTask;
}
