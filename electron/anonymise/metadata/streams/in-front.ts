import type { Notes } from '../noted.ts';
import { skipLeadingTags } from './audio-tail.ts';
import { noteLoose } from './loose-findings.ts';
import { type Seekable, Window } from './seekable.ts';

/** What a recording begins with, and whether players look for it further on. */
interface Beginning {
  readonly is: (head: Buffer) => boolean;
  readonly search: string | null;
  /** How many bytes of the recording stand in front of what is searched for. */
  readonly before: number;
}

const letters = (text: string, search: string | null = null, at = 0): Beginning => ({
  is: (head) => head.toString('latin1', at, at + text.length) === text,
  search,
  before: at,
});
const ogg = letters('OggS', 'OggS\0\x02');
const ebml = letters('\x1a\x45\xdf\xa3');
/** A first box of a known kind; one whose kind is damaged stands in front of others. */
const iso: Beginning = {
  is: (head) => /^(?:ftyp|moov|mdat|wide|pnot|free|skip|styp)$/.test(head.toString('latin1', 4, 8)),
  search: 'ftyp',
  before: 4,
};

/** Those whose own walk does not find their beginning. */
const beginnings: Readonly<Record<string, Beginning>> = {
  ...{ ogg, opus: ogg, mkv: ebml, webm: ebml, avi: letters('AVI ', 'AVI LIST', 8), aiff: letters('FORM') },
  ...{ caf: letters('caff'), wav: letters('WAVE', null, 8), flac: letters('fLaC', 'fLaC\0\0\0\x22') },
  ...{ mp4: iso, m4v: iso, mov: iso, m4a: iso },
};

const mostInFront = 65_536;

/** Where the recording begins: players pass over a tag of ID3 before any, and look for some among other bytes. */
async function beginningOf(source: Seekable, container: string, notes: Notes): Promise<number> {
  const beginning = beginnings[container];
  const window = new Window(source, mostInFront);
  const head = await window.at(0, mostInFront);
  if (!beginning || beginning.is(head)) return 0;
  const behindTags = await skipLeadingTags(window, notes);
  if (beginning.is(await window.at(behindTags, 12))) return behindTags;
  const place = beginning.search === null ? -1 : head.indexOf(beginning.search, 0, 'latin1');
  const found = place - beginning.before;
  if (found > 0)
    noteLoose(
      'File',
      'Bytes in front of the recording',
      Buffer.from(head.subarray(0, found)),
      notes,
      'unknown',
    );
  return Math.max(0, found);
}

/** The recording without what lies in front of it. */
export async function withoutFront(source: Seekable, container: string, notes: Notes): Promise<Seekable> {
  const from = await beginningOf(source, container, notes);
  if (from === 0) return source;
  return { size: source.size - from, read: (offset, length) => source.read(from + offset, length) };
}
