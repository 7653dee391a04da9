import { isBeyondBytes } from '../../beyond-bytes.ts';
import { Search } from '../search.ts';
import { patternsOf, shortestInSamples, type Verification } from '../verify.ts';
import { accountAvi } from './account-avi.ts';
import { accountFlac } from './account-flac.ts';
import { accountMkv } from './account-mkv.ts';
import { accountMp3 } from './account-mp3.ts';
import { accountMp4 } from './account-mp4.ts';
import { accountOgg } from './account-ogg.ts';
import { accountPs } from './account-ps.ts';
import { accountAac, accountAmr, accountCaf } from './account-speech.ts';
import { accountTs } from './account-ts.ts';
import { accountAiff, accountWav } from './account-wav.ts';
import { type Readable, type StreamAccount, StreamReading } from './stream-reading.ts';

export interface ExpectedStream {
  readonly container: string;
  /** Values that cleaning took out. */
  readonly removedValues: readonly (string | Uint8Array)[];
  /** Names, numbers and days that the catalogue knows of the subjects. */
  readonly knownIdentifiers: readonly string[];
}

const accounts: Readonly<Record<string, StreamAccount>> = {
  mp4: accountMp4,
  m4v: accountMp4,
  mov: accountMp4,
  m4a: accountMp4,
  mkv: accountMkv,
  webm: accountMkv,
  avi: accountAvi,
  'mpeg-ts': accountTs,
  'mpeg-ps': accountPs,
  wav: accountWav,
  aiff: accountAiff,
  mp3: accountMp3,
  flac: accountFlac,
  ogg: accountOgg,
  opus: accountOgg,
  aac: accountAac,
  amr: accountAmr,
  caf: accountCaf,
};

async function readWhole(account: StreamAccount, reading: StreamReading): Promise<void> {
  try {
    await account(reading);
  } catch (error) {
    if (!isBeyondBytes(error)) throw error;
    reading.wrong('File', 'a structure that ends too early');
  }
}

/**
 * Reads a cleaned film or sound back with other code than wrote it, in constant memory: accounts for every byte,
 * and looks for every value removed and every identifier known.
 */
export async function verifyStream(source: Readable, expected: ExpectedStream): Promise<Verification> {
  const patterns = patternsOf(expected);
  const searches = {
    texts: new Search(patterns.filter(({ value }) => value !== null)),
    long: new Search(patterns.filter(({ bytes }) => bytes.length >= shortestInSamples)),
  };
  const reading = new StreamReading(source, searches);
  const account = accounts[expected.container];
  if (account) await readWhole(account, reading);
  else reading.wrong('File', `nobody reads ${expected.container} back`);
  const { residual, toLookAt } = reading;
  return { verified: residual.length === 0, residual, toLookAt };
}
