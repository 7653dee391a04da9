/** A run of bytes of the output and what it is, as the reading-back accounts for it. */
export interface Span {
  readonly where: string;
  readonly bytes: Uint8Array;
  /**
   * `structure` may hold nothing that was removed, however short. In `tables` of many numbers chance may repeat a
   * short value, so that only longer ones count. A hit in `samples` is for a person to look at.
   */
  readonly kind: 'structure' | 'tables' | 'samples';
}

/** What the reading-back found that should not be there. */
export interface Residue {
  readonly where: string;
  readonly what: string;
}

/** Every byte of a file is either of an exact form, in a span that is searched, or a residue. */
export interface Account {
  readonly spans: Span[];
  readonly residual: Residue[];
}

export const emptyAccount = (): Account => ({ spans: [], residual: [] });

/** The one directory entry, an orientation of 2 to 8, that may stand in an output. */
export function isBareOrientation(tiff: Uint8Array): boolean {
  if (tiff.length !== 26) return false;
  const form = [77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0];
  return form.every((byte, at) =>
    byte === -1 ? (tiff[at] ?? 0) >= 2 && (tiff[at] ?? 0) <= 8 : byte === tiff[at],
  );
}
