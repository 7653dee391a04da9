import type { RecordingQuery } from '../../../shared/domain/recording/query.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { RenditionRow } from '../../catalogue/rows.ts';
import type { Context, Output } from '../context.ts';
import { maySee } from '../copies/matches.ts';
import { gatherFacts, type RecordingFacts } from '../gather.ts';
import { recordingNumber } from '../names.ts';
import { type Ask, judge, recordDecision } from '../open.ts';
import { thumbnailOf } from '../recordings.ts';
import { mayReadNames } from '../treats.ts';

type Replacement = Output<'lecture.verdict'>['parts'][number]['replacements'][number];
type Because = Replacement['because'];

/** So many are offered, and so many recordings are asked about for them. */
const most = 3;
const mostAsked = 40;

const everything: RecordingQuery = {
  ...{ text: '', kinds: [], standings: [], categories: [], madeFor: [], madeFrom: null, madeTo: null },
  ...{ subject: null, labels: [], ratingFrom: null, ratingTo: null, collections: [] },
  ...{ sort: 'made', descending: true },
};

/** The copies of a recording that this person may see and the policy permits, the latest first. */
async function permitted(
  context: Context,
  reader: CatalogueReader,
  facts: RecordingFacts,
  ask: Ask,
): Promise<RenditionRow[]> {
  const rows: RenditionRow[] = [];
  for (const { row } of facts.renditions.toReversed()) {
    if (judge(context, facts, row.id, ask).outcome !== 'permit') continue;
    if (await maySee(reader, context.caller, { recording: facts.recording.id, rendition: row.id }))
      rows.push(row);
  }
  return rows;
}

async function say(
  context: Context,
  writer: CatalogueWriter,
  facts: RecordingFacts,
  rendition: RenditionRow,
  because: Because,
  ask: Ask,
): Promise<Replacement> {
  await recordDecision(context, writer, { facts, rendition }, ask, judge(context, facts, rendition.id, ask));
  const { id, number } = facts.recording;
  const level = await writer.recordings.levelFor(context.caller, id);
  return {
    because,
    recording: { id, number: recordingNumber(number) },
    rendition: rendition.id,
    kind: rendition.kind,
    thumbnail: await thumbnailOf(context, writer, facts.recording, level),
  };
}

/** Recordings that may take the place of one: of the same patients where the asker may know that, and of the same labels. */
async function others(
  context: Context,
  reader: CatalogueReader,
  facts: RecordingFacts,
): Promise<Map<Id, Because>> {
  const { id, kind } = facts.recording;
  const found = new Map<Id, Because>();
  if (mayReadNames(context, facts))
    for (const { row } of facts.subjects)
      for (const other of await reader.recordings.ofSubject(row.id)) found.set(other, 'samePatient');
  const labels = await reader.labels.ofRecording(id);
  const query = { ...everything, kinds: [kind], labels: [...labels] };
  if (labels.length > 0)
    for (const other of await reader.recordings.ids(context.caller, query, mostAsked))
      if (!found.has(other)) found.set(other, 'sameLabel');
  found.delete(id);
  return found;
}

/** Made later, as far as both say when; else taken in later. */
export function isNewer(
  { recording: one }: Pick<RecordingFacts, 'recording'>,
  { recording: than }: Pick<RecordingFacts, 'recording'>,
): boolean {
  const [made, before] = [one.made.earliest, than.made.latest];
  return made !== null && before !== null ? made > before : one.number > than.number;
}

/**
 * What may be shown instead of a recording: another copy of it, or else newer recordings of the same patient or with
 * the same label. Whoever may not know the patient is not told which recordings belong together.
 */
export async function replacementsOf(
  context: Context,
  writer: CatalogueWriter,
  facts: RecordingFacts,
  ask: Ask,
): Promise<Replacement[]> {
  const [own] = await permitted(context, writer, facts, ask);
  if (own) return [await say(context, writer, facts, own, 'sameRecording', ask)];
  const offered: Replacement[] = [];
  for (const [id, because] of [...(await others(context, writer, facts))].slice(-mostAsked)) {
    if (offered.length === most) break;
    const other =
      (await writer.recordings.levelFor(context.caller, id)) > 0 ? await gatherFacts(writer, id) : null;
    if (!other || other.recording.kind !== facts.recording.kind || !isNewer(other, facts)) continue;
    if (because === 'samePatient' && !mayReadNames(context, other)) continue;
    const [rendition] = await permitted(context, writer, other, ask);
    if (rendition) offered.push(await say(context, writer, other, rendition, because, ask));
  }
  return offered;
}
