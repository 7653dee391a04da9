import { withoutZeroEnd } from '../../../media/zero-end.ts';
import type { Notes } from '../noted.ts';
import type { Reason } from '../reasons.ts';
import { reasonForName } from '../reasons.ts';
import { noteXmp } from '../text-findings.ts';
import { noteTiff } from '../tiff-findings.ts';

const runLimit = 40;
const looseLimit = 1024 * 1024;

/** Runs of readable characters, as any tool would show them; four letters are what boxes and codings are called. */
function readableRuns(content: Buffer): string[] {
  const latin = content.subarray(0, looseLimit).toString('latin1');
  const runs = latin.match(/[\x20-\x7e\xa0-\xff]{5,400}/g) ?? [];
  return runs.filter((run) => /[A-Za-z0-9]{3}/.test(run)).slice(0, runLimit);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The whole content as text, or null. */
export function textOf(content: Buffer): string | null {
  if (content.length === 0 || content.length > looseLimit) return null;
  const wide = content.length % 2 === 0 && content[0] === 0xff && content[1] === 0xfe;
  try {
    const text = withoutZeroEnd(wide ? content.toString('utf16le', 2) : utf8.decode(content));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: telling text from binary content.
    return text !== '' && !/[\x00-\x08\x0e-\x1f]/.test(text) ? text : null;
  } catch {
    return null;
  }
}

/** The beginning of an Exif or XMP packet inside foreign content, noted property by property. */
function notePackets(content: Buffer, where: string, notes: Notes): boolean {
  const xmp = content.indexOf('<x:xmpmeta');
  if (xmp >= 0) noteXmp(content.subarray(xmp), where, notes);
  const exif = content.indexOf('Exif\0\0');
  if (exif >= 0) noteTiff(content.subarray(exif + 6), notes);
  return xmp >= 0 || exif >= 0;
}

/** Notes content of a form nobody described here: as text, as its readable parts, or by its size. */
export function noteLoose(
  where: string,
  name: string,
  content: Buffer,
  notes: Notes,
  reason: Reason = reasonForName(name),
): void {
  if (content.length === 0 || content.every((byte) => byte === 0)) return;
  const text = textOf(content);
  if (text !== null) {
    if (text.includes('<x:xmpmeta') || text.includes('<rdf:RDF')) noteXmp(content, where, notes);
    else notes.text(where, name, text, reason);
    return;
  }
  if (notePackets(content, where, notes)) return;
  const runs = readableRuns(content);
  for (const run of runs) notes.text(where, name, run, reason);
  if (runs.length === 0 || content.length > 4096) notes.binary(where, name, content, reason);
}
