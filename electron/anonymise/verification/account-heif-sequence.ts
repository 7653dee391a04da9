import type { Account, Span } from './account.ts';
import { Search } from './search.ts';
import { accountMp4 } from './streams/account-mp4.ts';
import { StreamReading } from './streams/stream-reading.ts';

const forms = ['hevc', 'avis'].map((name) => Buffer.from(`${name}\0\0\0\0${name}msf1iso8`, 'latin1'));
const headLength = 28;
const pairs = ['avisavif', 'hevcheic', 'hevxheix', 'hevmheim', 'hevsheis'];

/** Where the still picture begins that stands behind a sequence; null where the file does not begin as such a one does. */
export function stillBehind(file: Buffer): number | null {
  const head = file.toString('latin1', 8, headLength);
  if (!pairs.some((pair) => head === `${pair.slice(0, 4)}\0\0\0\0${pair}msf1`)) return null;
  let at = headLength;
  for (const type of ['moov', 'mdat']) {
    if (at + 8 > file.length || file.toString('latin1', at + 4, at + 8) !== type) return null;
    at += file.readUInt32BE(at);
  }
  return at < file.length ? at : null;
}

/** Whether a file is a sequence of pictures and nothing else, by its one exact beginning. */
export const isSequence = (file: Buffer): boolean =>
  file.length > headLength + 8 &&
  forms.some((form) => file.subarray(8, headLength).equals(form)) &&
  file.toString('latin1', headLength + 4, headLength + 8) === 'moov';

/** Hands what a film's reader would search to the account of the file. */
class SpanReading extends StreamReading {
  readonly spans: Span[] = [];

  constructor(bytes: Buffer) {
    const nothing = new Search([]);
    const read = async (offset: number, length: number): Promise<Buffer> =>
      bytes.subarray(offset, offset + length);
    super({ size: bytes.length, read }, { texts: nothing, long: nothing });
  }

  override structure(where: string, bytes: Uint8Array): void {
    this.spans.push({ where, bytes, kind: 'structure' });
  }

  override coded(where: string, bytes: Uint8Array): void {
    this.spans.push({ where, bytes, kind: 'samples' });
  }
}

/** A sequence has the boxes of a film; its tracks alone are called otherwise (ISO/IEC 23008-12 section 7). */
export async function accountSequence(file: Buffer): Promise<Account> {
  const film = Buffer.from(file);
  film.write('isom\0\0\0\0isomisomisom', 8, 'latin1');
  const moovEnd = headLength + file.readUInt32BE(headLength);
  for (let at = film.indexOf('hdlr'); at >= 0 && at < moovEnd; at = film.indexOf('hdlr', at + 4))
    if (film.toString('latin1', at + 12, at + 16) === 'pict') film.write('vide', at + 12, 'latin1');
  const reading = new SpanReading(film);
  await accountMp4(reading);
  return { spans: reading.spans, residual: reading.residual };
}
