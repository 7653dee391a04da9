import { createHash } from 'node:crypto';
import { type DeviceTemplate, templateFits } from '../../../shared/domain/recording/device-template.ts';
import type { Proposal } from '../../../shared/domain/recording/proposal.ts';
import { clampRegion } from '../../../shared/domain/recording/region.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import type { DeviceTemplateRow, PictureSearchRow } from '../../catalogue/benching.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { Context, Rooms } from '../context.ts';
import { gatherFacts } from '../gather.ts';
import { knownIdentifiers } from '../known-identifiers.ts';
import { type Found, readInCustody } from '../open.ts';
import { deviceOf } from './device.ts';

/** Stills are searched; films and sound are looked through by a person. */
export const isSearched = ({ facts, rendition }: Found): boolean =>
  facts.recording.kind === 'photo' && rendition.width !== null && rendition.height !== null;

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
  'This picture took too long to search. Please look through it yourself and draw over what identifies.';

const faultOf = (error: unknown, signal: AbortSignal): string =>
  isCustosError(error) && !signal.aborted ? error.message : noFault;

/** Searches bytes that are open already and keeps what was found; a fault of the picture is kept as such. */
export async function searchBytes(
  { rooms }: Context,
  { facts, rendition }: Found,
  read: () => Promise<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const known = knownIdentifiers(facts);
  const nothing = { proposals: [] as readonly Proposal[], device: deviceOf(new Uint8Array(), rendition) };
  const found = await read()
    .then(async (bytes) => ({
      proposals: await rooms.finder(bytes, { known, signal }),
      device: deviceOf(bytes, rendition),
      fault: null,
    }))
    .catch((error: unknown) => ({ ...nothing, fault: faultOf(error, signal) }));
  // A library that is being closed has found nothing out about this picture.
  if (signal.aborted && (signal.reason as Error).name !== 'TimeoutError') return;
  await rooms.catalogue.write(async (writer) => {
    const recording = await writer.recordings.get(facts.recording.id);
    if (recording?.state !== 'active') return;
    const row = { rendition: rendition.id, at: rooms.clock.now(), known: knownMark(rooms, known) };
    await writer.bench.setSearch({ ...row, ...found });
  });
  rooms.emit({ kind: 'changed', nouns: ['bench'] });
}

/** Searches a rendition, once, in the background or at once; it resolves when that has ended. */
export function search(context: Context, found: Found, urgent: boolean): Promise<void> {
  const { rendition } = found;
  const read = () => readInCustody(context, rendition.id, 'anonymising');
  return context.rooms.searches.run(
    rendition.id,
    (signal) => searchBytes(context, found, read, signal),
    urgent,
  );
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
