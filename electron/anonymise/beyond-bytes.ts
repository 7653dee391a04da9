/** Numbers that lie lead a reader beyond the bytes there are. */
export const isBeyondBytes = (error: unknown): boolean =>
  error instanceof RangeError &&
  'code' in error &&
  /^ERR_(?:OUT_OF_RANGE|BUFFER_OUT_OF_BOUNDS)$/.test(String(error.code));
