import { keepsCollection } from '../../../shared/domain/recording/discovery.ts';
import { CustosError, isCustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import type { RecordingFacts } from '../gather.ts';
import { recordingNumber, recordingReference, releaseNumber } from '../names.ts';
import { judge, recordDecision, sayDecision } from '../open.ts';
import { findRecording } from '../recordings.ts';
import { disclosedUnder } from '../release-copies.ts';
import { readFoundFile } from './found-file.ts';
import { type Match, matchesOf } from './matches.ts';

/** "Is this ours, in which release did it leave, may it still be used?" The file is read, never kept. */

type Found = Output<'copies.find'>;
type Copy = Found['copies'][number];
type Asked = Parsed<'copies.find'>;

export const gone: Copy['decision'] = {
  outcome: 'refuse',
  cites: [],
  reasons: ['The copy that left is no longer kept, so nothing can be decided on it.'],
  remedies: ['Use a copy of the recording that is kept now.'],
  followUps: [],
};

/** Releases in which a rendition left: all of them for the keepers of the collection, for others those they made. */
async function releasesOf(
  { caller }: Context,
  reader: CatalogueReader,
  { recording, rendition }: Match,
  sha256: string,
): Promise<Copy['releases']> {
  const left: Copy['releases'] = [];
  for (const row of await reader.releases.ofRecording(recording)) {
    if (!keepsCollection(caller.role) && row.by !== caller.user) continue;
    const { id, number, recipient, organisation, purpose, use, audience, until } = row;
    for (const item of await reader.releases.items(id)) {
      if (item.recording !== recording || item.rendition !== rendition) continue;
      const exact = item.sha256 === sha256;
      const disclosure = await disclosedUnder(reader, row);
      left.push({
        disclosure,
        ...{ id, number: releaseNumber(number), recipient, organisation, purpose, use, audience, until },
        ...{ state: item.state, exact },
      });
    }
  }
  return left;
}

/** What is said of a match; the decision is the policy's on the facts of this moment, and is written down. */
async function sayMatch(
  context: Context,
  writer: CatalogueWriter,
  match: Match,
  { use, audience }: Asked,
  sha256: string,
): Promise<Copy | null> {
  const facts = await factsOf(context, writer, match);
  if (!facts) return null;
  const rendition = facts.renditions.find(({ row }) => row.id === match.rendition)?.row ?? null;
  const ask = { action: 'view', use, audience } as const;
  const decision = rendition && judge(context, facts, rendition.id, ask);
  if (decision) await recordDecision(context, writer, { facts, rendition }, ask, decision);
  const { id, number } = facts.recording;
  return {
    how: match.how,
    agreement: match.agreement,
    recording: { id, number: recordingNumber(number) },
    rendition: match.rendition,
    kind: rendition?.kind ?? null,
    releases: await releasesOf(context, writer, match, sha256),
    decision: decision ? sayDecision(decision) : gone,
  };
}

/** Null where the recording was taken out of the asker's sight while the file was compared. */
export async function factsOf(
  context: Context,
  reader: CatalogueReader,
  { recording }: Pick<Match, 'recording'>,
): Promise<RecordingFacts | null> {
  try {
    return (await findRecording(context, reader, recording)).facts;
  } catch (error) {
    if (isCustosError(error) && error.code === 'not-found') return null;
    throw error;
  }
}

export async function erasedContent(
  { rooms, caller }: Context,
  reader: CatalogueReader,
  sha256: string,
): Promise<Found['erased']> {
  if (!keepsCollection(caller.role)) return null;
  const erasure = await reader.erasures.byMark(rooms.markOf(sha256));
  return erasure && recordingReference(reader, erasure.recording);
}

async function find(context: Context, asked: Asked): Promise<Found> {
  const { rooms, caller } = context;
  const upload = asked.upload && rooms.uploads.find(caller.session, asked.upload);
  const path = upload ? upload.path : asked.path;
  if (!path) throw new CustosError('invalid-input', 'Please choose a file.', { field: 'path' });
  try {
    const file = await readFoundFile(rooms, path);
    const { matches, note } = await matchesOf(rooms, caller, file);
    return await rooms.catalogue.write(async (writer) => {
      const copies: Copy[] = [];
      for (const match of matches) {
        const copy = await sayMatch(context, writer, match, asked, file.sha256);
        if (copy) copies.push(copy);
      }
      await rooms.record(writer, {
        kind: 'copies.sought',
        by: caller.user,
        about: copies.flatMap(({ recording, rendition }) => [
          { noun: 'recording' as const, id: recording.id },
          { noun: 'rendition' as const, id: rendition },
        ]),
        facts: { use: asked.use, audience: asked.audience, copies: copies.length },
      });
      return { note, copies, erased: await erasedContent(context, writer, file.sha256) };
    });
  } finally {
    if (asked.upload && upload) await rooms.uploads.drop(asked.upload);
  }
}

export const copiesOperations: Handlers = { 'copies.find': find };
