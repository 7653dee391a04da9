/** What walking a still picture's structure tells, before any pixel is decoded. */
export interface StillStructure {
  /** False where the file ends before its own structure does. */
  readonly complete: boolean;
  /** Stored size; null where only the decoder can tell. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly frames: number;
  /** The EXIF block from its TIFF header on, where this walk has it. */
  readonly exif: Buffer | null;
  /** True where an embedded colour profile says no more than sRGB, so that applying it would change nothing. */
  readonly profileIsSrgb: boolean;
  readonly notes: readonly string[];
}

export const trailingNote = 'There are further bytes after the end of the picture.';
