import { couldName } from '../../../shared/domain/recording/readable.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { PictureSearchRow } from '../../catalogue/benching.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { type Found, findRendition } from '../open.ts';
import { workableRecording } from '../treats.ts';
import { isSearched, isStill, lookInto, runSearch, search, searchedBefore } from './search.ts';

type Residue = Output<'anonymise.residue'>;

/** Searches the copy of a film that has just been made, in the background. */
export function searchFilmCopy(context: Context, copy: Found): void {
  if (isSearched(copy)) void search(context, copy, false);
}

/** Searches a copy that has just been made, while its bytes are at hand: with all that found things in the original. */
export function searchCopy(context: Context, copy: Found, bytes: Uint8Array): void {
  if (!isStill(copy)) return;
  const look = lookInto(context, copy, async () => bytes);
  void runSearch(context, copy, look, false);
}

/** What of a copy can be read again: words that could name somebody, what the catalogue knows, and codes. */
const readable = ({ proposals }: PictureSearchRow) =>
  proposals.filter(
    ({ text, kind, critical }) =>
      kind === 'code' || (text !== null && kind !== 'marker' && (critical || couldName(text))),
  );

const nothingSearched: Residue = { search: 'none', residue: [] };

/** Whoever may open the copy for anonymising has it searched where that was not done; the others hear what is known. */
async function residueIn(context: Context, found: Found): Promise<Residue> {
  const { rooms, caller } = context;
  if (!isSearched(found)) return nothingSearched;
  const known = () => rooms.catalogue.read((reader) => searchedBefore(context, reader, found));
  await rooms.searches.hurry(found.rendition.id);
  let row = await known();
  if (!row && caller.role === 'custodian') {
    await search(context, found, true);
    row = await known();
  }
  if (!row || row.fault !== null) return { search: 'failed', residue: [] };
  return { search: 'ready', residue: readable(row).map((each) => sayProposal(each)) };
}

/** A proposal as the contract carries it. */
export const sayProposal = (found: PictureSearchRow['proposals'][number]): Residue['residue'][number] => {
  const { sources, keyFrames, ...rest } = found;
  return {
    ...rest,
    sources: [...sources],
    ...(keyFrames ? { keyFrames: keyFrames.map((frame) => ({ ...frame })) } : {}),
  };
};

/** A copy whose words can be read again is signed off by nobody who has not looked at them. @throws CustosError `conflict` */
export async function assertResidueSeen(context: Context, found: Found, seen: boolean): Promise<void> {
  if (seen || found.rendition.kind !== 'anonymised') return;
  const { search, residue } = await residueIn(context, found);
  if (search === 'failed') {
    throw new CustosError(
      'conflict',
      'This copy could not be searched for words that are still there. Please look through it yourself, say that you have, and sign it off then.',
      { residue: 0 },
    );
  }
  if (residue.length === 0) return;
  throw new CustosError(
    'conflict',
    'Words can still be read in this copy. Please look at each of them, say that you have, and sign it off then; or discard the copy and cover them.',
    { residue: residue.length },
  );
}

export async function residue(context: Context, input: Parsed<'anonymise.residue'>): Promise<Residue> {
  const found = await findRendition(context, input.rendition);
  await context.rooms.catalogue.read((reader) =>
    workableRecording(context, reader, found.facts.recording.id),
  );
  if (found.rendition.kind !== 'anonymised')
    throw new CustosError('conflict', 'Only an anonymised copy is searched for what is left in it.');
  return residueIn(context, found);
}
