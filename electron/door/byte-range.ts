/** The bytes a request asks for: `end` is exclusive. `unsatisfiable` answers 416 (RFC 9110, section 15.5.17). */
export type ByteRange = { readonly start: number; readonly end: number } | 'whole' | 'unsatisfiable';

const form = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * Reads a Range header for a body of `size` bytes (RFC 9110, section 14). One range is honoured; several, another
 * unit or a malformed header give the whole, as the RFC lets a server do.
 */
export function parseByteRange(header: string | null, size: number): ByteRange {
  const match = header === null ? null : form.exec(header.trim());
  if (!match) return 'whole';
  const [first = '', last = ''] = match.slice(1);
  if (first === '') {
    if (last === '') return 'whole';
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'whole';
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}
