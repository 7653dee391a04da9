import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DeviceTemplate, templateFits } from '../../../shared/domain/recording/device-template.ts';
import type { Proposal } from '../../../shared/domain/recording/proposal.ts';
import { clampRegion } from '../../../shared/domain/recording/region.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import type { DeviceTemplateRow, PictureSearchRow } from '../../catalogue/benching.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { Container } from '../../media/look-result.ts';
import type { Context, Rooms } from '../context.ts';
import { gatherFacts } from '../gather.ts';
import { knownIdentifiers } from '../known-identifiers.ts';
import { type Found, readInCustody, readingInCustody } from '../open.ts';
import { writeOut } from '../release-folder.ts';
import { deviceOf } from './device.ts';

/** A longer film is looked through by a person: to be searched it lies in `tmp/` for a moment. */
const longestFilm = 2 * 1024 ** 3;
/** Pictures of a film's copy are read for so long, which leaves room within the limit of a search. */
const readingMs = 55_000;

/** Stills are searched, their copies again. */
export const isStill = ({ facts, rendition }: Found): boolean =>
  facts.recording.kind === 'photo' && rendition.width !== null && rendition.height !== null;

/** Stills and films are searched; a sound is listened to by a person. */
export const isSearched = (found: Found): boolean =>
  isStill(found) ||
  (found.facts.recording.kind === 'video' &&
    found.rendition.width !== null &&
    found.rendition.height !== null &&
    found.rendition.bytes <= longestFilm);

/** Marks what the catalogue knows of the subjects, without saying it. */
const knownMark = (rooms: Pick<Rooms, 'markOf'>, known: readonly string[]): string =>
  rooms.markOf(
    createHash('sha256')
      .update(JSON.stringify([...known].sort()))
      .digest('hex'),
  );

/** What was found, unless the patient has become another or is known by more since. */
export async function searchedBefore(
  { rooms }: Pick<Context, 'rooms'>,
  reader: CatalogueReader,
  { facts, rendition }: Found,
): Promise<PictureSearchRow | null> {
  const found = await reader.bench.search(rendition.id);
  return found?.known === knownMark(rooms, knownIdentifiers(facts)) ? found : null;
}

const noFault =
  'This recording took too long to search. Please look through it yourself and draw over what identifies.';

const faultOf = (error: unknown, signal: AbortSignal): string =>
  isCustosError(error) && !signal.aborted ? error.message : noFault;

type Looked = Pick<PictureSearchRow, 'proposals' | 'device' | 'fault'>;
type Look = (known: readonly string[], signal: AbortSignal) => Promise<Looked>;

/** Looks into the bytes of a still. */
export const lookInto =
  ({ rooms }: Context, { rendition }: Found, read: () => Promise<Uint8Array>): Look =>
  async (known, signal) => {
    const bytes = await read();
    // A copy is searched at least as closely as its original was.
    const thorough = rendition.kind === 'anonymised';
    const proposals = await rooms.searcher.picture(bytes, { known, signal, thorough });
    return { proposals, device: deviceOf(bytes, rendition), fault: null };
  };

/** Looks into a film, which lies in `tmp/` meanwhile: ffmpeg reads files. */
const lookIntoFilm =
  (context: Context, { facts, rendition }: Found): Look =>
  async (known, signal) => {
    const { tmp, searcher } = context.rooms;
    const path = join(tmp, `search-${randomBytes(16).toString('hex')}`);
    const device = deviceOf(new Uint8Array(), rendition);
    const { width, height } = device;
    const container = rendition.container as Container;
    const seconds = (facts.recording.durationMs ?? 0) / 1000;
    try {
      await readingInCustody(context, rendition.id, 'anonymising', (reader) =>
        writeOut(path, reader.stream(), new Date()),
      );
      // What is left in a copy is what can be read in its pictures, whatever stands still in them.
      const reading = rendition.kind === 'anonymised' ? { reading: { withinMs: readingMs } } : {};
      const film = { path, container, width, height, seconds };
      return { ...(await searcher.film(film, { known, signal, ...reading })), device };
    } finally {
      await rm(path, { force: true });
    }
  };

/** Looks for what may identify and keeps it; a fault of the recording is kept as such. */
async function lookAndKeep(
  { rooms }: Context,
  { facts, rendition }: Found,
  look: Look,
  signal: AbortSignal,
): Promise<void> {
  const known = knownIdentifiers(facts);
  const nothing = { proposals: [], device: deviceOf(new Uint8Array(), rendition) };
  const found = await look(known, signal).catch(
    (error: unknown): Looked => ({
      ...nothing,
      fault: faultOf(error, signal),
    }),
  );
  // A library that is being closed has found nothing out about this recording.
  if (signal.aborted && (signal.reason as Error).name !== 'TimeoutError') return;
  await rooms.catalogue.write(async (writer) => {
    const recording = await writer.recordings.get(facts.recording.id);
    if (recording?.state !== 'active') return;
    const row = { rendition: rendition.id, at: rooms.clock.now(), known: knownMark(rooms, known) };
    await writer.bench.setSearch({ ...row, ...found });
  });
  rooms.emit({ kind: 'changed', nouns: ['bench'] });
}

/** Has a rendition searched and what was found kept, once, in the background or at once. */
export const runSearch = (context: Context, found: Found, look: Look, urgent: boolean): Promise<void> =>
  context.rooms.searches.run(
    {
      rendition: found.rendition.id,
      session: context.caller.session,
      work: (signal) => lookAndKeep(context, found, look, signal),
    },
    urgent,
  );

/** The same for what is stored; it resolves when that has ended. */
export function search(context: Context, found: Found, urgent: boolean): Promise<void> {
  const { rendition } = found;
  const look = isStill(found)
    ? lookInto(context, found, () => readInCustody(context, rendition.id, 'anonymising'))
    : lookIntoFilm(context, found);
  return runSearch(context, found, look, urgent);
}

/** What the library has learned of the device that made a picture. */
export async function templatesOf(
  reader: CatalogueReader,
  { device }: Pick<PictureSearchRow, 'device'>,
): Promise<readonly DeviceTemplateRow[]> {
  return (await reader.bench.templatesFor(device)).filter((template) => templateFits(template, device));
}

/** What was found, with what is always cleared on the device laid over it. */
export const withTemplates = (
  templates: readonly DeviceTemplate[],
  { device, proposals }: Pick<PictureSearchRow, 'device' | 'proposals'>,
): readonly Proposal[] => [
  ...proposals,
  ...templates
    .flatMap(({ regions }) => regions)
    .flatMap((region) => clampRegion(region, device) ?? [])
    .filter((region) => !proposals.some((other) => covers(other, region)))
    .map(
      (region): Proposal => ({
        ...region,
        sources: ['template'],
        score: 1,
        kind: 'text',
        text: null,
        critical: false,
      }),
    ),
];

const covers = (outer: Proposal, inner: Pick<Proposal, 'x' | 'y' | 'w' | 'h'>): boolean =>
  outer.kind !== 'marker' &&
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.w >= inner.x + inner.w &&
  outer.y + outer.h >= inner.y + inner.h;

/** The original of a recording with its facts, if there is one. */
export async function originalOf(
  reader: CatalogueReader,
  recording: Found['facts']['recording']['id'],
): Promise<Found | null> {
  const facts = await gatherFacts(reader, recording);
  const original = facts?.renditions.find(({ row }) => row.kind === 'original');
  return facts && original ? { facts, rendition: original.row } : null;
}
