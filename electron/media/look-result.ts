/** What a recording is, by its content. */
export type Kind = 'photo' | 'video' | 'audio';

/**
 * The containers that this room tells apart; `mp4` stands for the whole ISO family without a narrower brand, `raw`
 * for what cameras store of their sensor.
 */
export type Container =
  | 'jpeg'
  | 'png'
  | 'tiff'
  | 'webp'
  | 'gif'
  | 'avif'
  | 'heic'
  | 'bmp'
  | 'jxl'
  | 'raw'
  | 'dicom'
  | 'mp4'
  | 'm4v'
  | 'mov'
  | 'mkv'
  | 'webm'
  | 'avi'
  | 'mpeg-ps'
  | 'mpeg-ts'
  | 'wav'
  | 'mp3'
  | 'm4a'
  | 'flac'
  | 'ogg'
  | 'opus'
  | 'aiff'
  | 'aac'
  | 'amr'
  | 'caf';

/** A file on a disk, or its content in memory. Sound and video in memory need a `temporaryFolder`. */
export type MediaInput = { readonly path: string } | { readonly bytes: Uint8Array };

/**
 * When a recording says it was made, and who says so.
 * `local` is `YYYY-MM-DDTHH:MM:SS`, or `YYYY-MM-DD` where only the day is stated; `offset` is `Z`, `+HH:MM` or
 * null where the clock's zone is not known. `fileSystem` is when the file was last written, which is not when
 * the recording was made: a screen must say so.
 */
export interface Made {
  readonly local: string | null;
  readonly offset: string | null;
  readonly source: 'camera' | 'container' | 'fileSystem' | 'unknown';
}

/** An encoded still picture, already upright. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly type: 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** A still as a window shows it: a picture of bounded size, and how large the whole is. */
export interface Display extends Picture {
  readonly full: { readonly width: number; readonly height: number };
}

/**
 * A picture in pieces. Level 0 is its own size and each next one half of the one before; pieces are squares of `side`
 * pixels, smaller at the right and lower edge, listed by level, then row, then column.
 */
export interface Tiles {
  readonly side: number;
  readonly type: 'image/jpeg' | 'image/webp';
  readonly levels: readonly { readonly columns: number; readonly rows: number; readonly first: number }[];
  readonly tiles: readonly Uint8Array[];
}

/** Decoded samples, upright, 8 bits a channel, rows from the top without padding. */
export interface Pixels {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** As much of a damaged picture as could be decoded, upright and in sRGB, coded anew. */
export interface Salvaged {
  readonly bytes: Uint8Array;
  readonly container: 'jpeg' | 'png';
}

/** Loudness over the whole length: smallest and largest sample of each of at most 1,000 equal spans, interleaved. */
export interface Waveform {
  readonly peaks: Int8Array;
  readonly pairs: number;
}

export interface Looked {
  readonly outcome: 'ok';
  readonly kind: Kind;
  readonly container: Container;
  /** Upright size in pixels; null for sound. */
  readonly width: number | null;
  readonly height: number | null;
  /** Size as stored, before orientation is applied. */
  readonly stored: { readonly width: number; readonly height: number } | null;
  /** 1 to 8 as in EXIF 4.6.5; 1 where the container has none. */
  readonly orientation: number;
  /** Pictures in the file: pages of a TIFF, frames of an animation, 1 otherwise; null for sound and video. */
  readonly frames: number | null;
  readonly durationMs: number | null;
  readonly codecs: readonly string[];
  readonly made: Made;
  /** Null for sound, or where it was not asked for. */
  readonly thumbnail: Picture | null;
  readonly waveform: Waveform | null;
  /** Oddities a person may want to know: a date that was dropped, bytes after the end, damaged parts. */
  readonly notes: readonly string[];
}

export type SetAsideReason =
  | 'empty'
  | 'unrecognised'
  | 'unsupported'
  | 'truncated'
  | 'unreadable'
  | 'too-large'
  | 'hostile'
  | 'timed-out'
  | 'crashed'
  | 'missing-tool';

/** A file that was not taken in, what was found, and what a person can do about it. */
export interface SetAside {
  readonly outcome: 'set-aside';
  readonly reason: SetAsideReason;
  readonly message: string;
  readonly wayForward: string;
  /** What the content is, where it could be told: "a PDF document", "jpeg". */
  readonly found: string | null;
}

export type LookResult = Looked | SetAside;
