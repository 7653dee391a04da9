import type { Account, Span } from './account.ts';
import { Search } from './search.ts';
import { accountMp4 } from './streams/account-mp4.ts';
import { StreamReading } from './streams/stream-reading.ts';

const forms = ['hevc', 'avis'].map((name) => Buffer.from(`${name}\0\0\0\0${name}msf1iso8`, 'latin1'));
const headLength = 28;

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
