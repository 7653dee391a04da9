import { anonymiseFilm } from '../../anonymise/anonymise-film.ts';
import { anonymiseStream, type CopyPlace } from '../../anonymise/anonymise-stream.ts';
import type { Preview, PreviewSize } from '../../catalogue/previews.ts';
import type { Container } from '../../media/look-result.ts';
import type { StoredBlob } from '../../vault/vault.ts';
import { searchFilmCopy } from '../bench/residue.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { knownIdentifiers } from '../known-identifiers.ts';
import { type Found, readingInCustody } from '../open.ts';
import { thumbnailOf } from '../previews.ts';
import type { Done } from './recipe.ts';
import { rowOf, store } from './store-copy.ts';

/** How a copy is being made: the work may be stopped, and says how far it is. */
export interface CopyWork {
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

/** The previews of the original: the frames and the sound of a cleaned copy are the same. */
async function previewsOf({ rooms }: Context, { rendition }: Found): Promise<[PreviewSize, Preview][]> {
  const kept: [PreviewSize, Preview][] = [];
  const thumbnail = await thumbnailOf(rooms, rendition.id);
  if (thumbnail) kept.push(['thumbnail', thumbnail]);
  const waveform = await rooms.previews.get(rendition.id, 'waveform');
  if (waveform) kept.push(['waveform', waveform]);
  return kept;
}

/** The vault, as a place where a copy is put, read back from, and dropped where it does not hold. */
const inVault = ({ rooms: { vault } }: Context): CopyPlace<StoredBlob> => ({
  put: (parts) => vault.put(parts),
  reading: async ({ blob }, read) => {
    const copy = await vault.open(blob);
    try {
      return await read(copy);
    } finally {
      await copy.close();
    }
  },
  drop: ({ blob }) => vault.destroy(blob),
});

/**
 * A film or a sound: from the vault into the vault, a piece at a time. Only where its pictures or its sound are
 * treated does its plaintext lie in `tmp/` meanwhile; the previews of such a copy are made of it when they are asked for.
 */
export async function makeStream(
  context: Context,
  found: Found,
  { regions, sound }: Parsed<'anonymise.make'>,
  work: CopyWork,
): Promise<Output<'anonymise.make'>> {
  const { rooms } = context;
  const { facts, rendition } = found;
  const isTreated = regions.length > 0 || sound.length > 0;
  const place = inVault(context);
  const known = knownIdentifiers(facts);
  const container = rendition.container as Container;
  const { kept, ...done }: Done & { kept: StoredBlob } = await readingInCustody(
    context,
    rendition.id,
    'anonymising',
    (source) =>
      isTreated
        ? anonymiseFilm(source, container, { regions, sound }, place, {
            knownIdentifiers: known,
            places: rooms.media.places,
            folder: rooms.tmp,
            ...work,
          })
        : anonymiseStream(source, container, known, place),
  );
  const row = rowOf(context, found, done, rendition, kept, regions);
  const made = await store(context, { row, done }, isTreated ? [] : await previewsOf(context, found));
  searchFilmCopy(context, { facts, rendition: row });
  return made;
}
