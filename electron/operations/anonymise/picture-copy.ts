import { CustosError } from '../../../shared/kernel/error.ts';
import { type Anonymised, anonymise } from '../../anonymise/anonymise.ts';
import type { Looked } from '../../media/look-result.ts';
import { searchCopy, searchFilmCopy } from '../bench/residue.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { knownIdentifiers } from '../known-identifiers.ts';
import { type Found, readInCustody } from '../open.ts';
import { replacementsFor } from '../replacements.ts';
import { rowOf, store } from './store-copy.ts';

/** The result as any file is looked at: it must open, and its thumbnail is made of it and not of the original. */
async function lookAgain({ rooms }: Context, bytes: Uint8Array): Promise<Looked> {
  const looked = await rooms.media.look({ bytes }, { thumbnail: true });
  if (looked.outcome === 'ok') return looked;
  throw new CustosError(
    'unreadable',
    'The anonymised copy could not be opened again, so it was thrown away. The recording itself is unchanged.',
    { reason: looked.reason },
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** @throws CustosError `invalid-input` for regions of a photograph that come and go. */
function assertStill(regions: Parsed<'anonymise.make'>['regions']): void {
  const timed = regions.findIndex(({ from, to, keyFrames }) => (from ?? to ?? keyFrames) !== undefined);
  if (timed < 0) return;
  throw new CustosError('invalid-input', `Region ${timed + 1} has times, but a photograph has none.`);
}

/** A photograph cleaned, its regions filled, and verified by other code. */
export async function cleanPicture(
  context: Context,
  found: Found,
  { regions, keep }: Pick<Parsed<'anonymise.preview'>, 'regions' | 'keep'>,
): Promise<Anonymised> {
  const bytes = await readInCustody(context, found.rendition.id, 'anonymising');
  return anonymise(bytes, {
    regions: regions.map(({ x, y, w, h }) => ({ x, y, w, h })),
    keep: keep ?? undefined,
    knownIdentifiers: knownIdentifiers(found.facts),
    decoder: context.rooms.media,
    replacements: replacementsFor(context.rooms, found.facts),
  });
}

const allFrames =
  'The regions were filled in every picture of this DICOM film, also where what they cover came or went.';

/** A photograph, or a DICOM file of several pictures: cleaned and filled, looked at again, then stored. */
export async function makePicture(
  context: Context,
  found: Found,
  { regions, keep }: Pick<Parsed<'anonymise.make'>, 'regions' | 'keep'>,
): Promise<Output<'anonymise.make'>> {
  const isFilm = found.facts.recording.kind === 'video';
  if (!isFilm) assertStill(regions);
  const cleaned = await cleanPicture(context, found, { regions, keep });
  const done = isFilm && regions.length > 0 ? { ...cleaned, notes: [...cleaned.notes, allFrames] } : cleaned;
  const looked = await lookAgain(context, done.bytes);
  const stored = await context.rooms.vault.put(once(done.bytes));
  const { thumbnail } = looked;
  const picture = thumbnail ? [['thumbnail', { bytes: thumbnail.bytes, type: thumbnail.type }] as const] : [];
  const row = rowOf(context, found, done, looked, stored, regions);
  const made = await store(context, { row, done }, picture);
  const copy = { facts: found.facts, rendition: row };
  if (isFilm) searchFilmCopy(context, copy);
  else searchCopy(context, copy, done.bytes);
  return made;
}
