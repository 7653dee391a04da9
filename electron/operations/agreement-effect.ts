import { type AgreementEvent, foldAgreement } from '../../shared/domain/agreement/agreement.ts';
import { uses } from '../../shared/domain/policy/words.ts';
import { isHeldOutside } from '../../shared/domain/release/copy-state.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { AgreementRow, ReleaseRow } from '../catalogue/rows.ts';
import type { Context, Output } from './context.ts';
import {
  decideOn,
  disposeOf,
  disposeUnheld,
  endsAtOnce,
  gatherAll,
  gatherFacts,
  type RecordingFacts,
} from './gather.ts';
import { recordingReference, releaseNumber } from './names.ts';

type Effect = Output<'agreement.record'>;
type Ahead = Output<'agreement.effect'>;
type Lost = Effect['recordings'][number]['lost'];
type Stays = Ahead['recordings'][number]['stays'];

interface By {
  readonly action: 'view' | 'export';
  /** Nobody in particular where it is empty. */
  readonly name: string;
}

/** What the policy permits of a recording in a medical setting or to the public, use by use and rendition. */
export function permitted(
  context: Context,
  facts: RecordingFacts,
  { action, name }: By,
): ReadonlySet<string> {
  const { rooms } = context;
  const today = rooms.clock.today();
  const cells = new Set<string>();
  for (const { row } of facts.renditions) {
    for (const use of uses) {
      const audience = use === 'care' ? 'careTeam' : use === 'publicMedia' ? 'public' : 'medicalSetting';
      const request = { action, use, audience, actor: { name, careTeam: use === 'care' } } as const;
      if (decideOn(facts, row.id, request, rooms.settings, today).outcome === 'permit')
        cells.add(`${use}/${row.kind}`);
    }
  }
  return cells;
}

const anyCopy: By = { action: 'export', name: '' };

const lostBetween = (before: ReadonlySet<string>, after: ReadonlySet<string>): Lost =>
  [...before]
    .filter((cell) => !after.has(cell))
    .map((cell) => {
      const [use, rendition] = cell.split('/');
      return { use, rendition } as Lost[number];
    });

/** The facts as they would stand after an event, without anything being saved. */
const withAgreement = (facts: RecordingFacts, changed: AgreementRow): RecordingFacts => ({
  ...facts,
  subjects: facts.subjects.map((subject) => ({
    ...subject,
    agreements: subject.agreements.map((row) => (row.id === changed.id ? changed : row)),
  })),
});

/** The agreement as it would stand after an event. */
async function foreseen(
  reader: CatalogueReader,
  row: AgreementRow,
  event: AgreementEvent,
): Promise<AgreementRow> {
  const history = (await reader.agreements.history(row.id)).map((past) => past.event);
  return { ...row, ...foldAgreement(row.id, [...history, event]) };
}

/**
 * What an event would change: which recordings lose which uses or are put in quarantine, and who holds copies.
 * Nothing is said of those that are closed to whoever asks [11].
 */
export async function effectOf(
  context: Context,
  reader: CatalogueReader,
  row: AgreementRow,
  event: AgreementEvent,
  closed: ReadonlySet<Id> = new Set(),
): Promise<Effect> {
  const { rooms } = context;
  const changed = await foreseen(reader, row, event);
  const effect: Effect = { recordings: [], releases: [] };
  const releases = new Map<Id, Effect['releases'][number]>();
  for (const id of await reader.agreements.recordingsOf(row.id)) {
    const before = await gatherFacts(reader, id);
    if (!before || before.recording.state === 'erased' || closed.has(id)) continue;
    const after = withAgreement(before, changed);
    const today = rooms.clock.today();
    const ends = endsAtOnce(disposeUnheld(after, rooms.settings, today));
    effect.recordings.push({
      ...(await recordingReference(reader, id)),
      state: ends && before.recording.state === 'active' ? 'quarantined' : 'unchanged',
      disposal: disposeOf(after, rooms.settings, today).action,
      lost: lostBetween(permitted(context, before, anyCopy), permitted(context, after, anyCopy)),
    });
    for (const { id: release, number, recipient, at } of await reader.releases.ofRecording(id)) {
      releases.set(release, {
        id: release,
        number: releaseNumber(number),
        recipient,
        releasedOn: rooms.clock.dayOf(at),
      });
    }
  }
  effect.releases.push(...releases.values());
  return effect;
}

type Closing = (release: Pick<ReleaseRow, 'use' | 'audience' | 'recipient'>) => boolean;

/** For each recording, whether an event closes to the recipient of a release what they were let have, by name [13a]. */
export async function closingOf(
  { rooms }: Context,
  reader: CatalogueReader,
  row: AgreementRow,
  event: AgreementEvent,
): Promise<ReadonlyMap<Id, Closing>> {
  const changed = await foreseen(reader, row, event);
  const today = rooms.clock.today();
  const closing = new Map<Id, Closing>();
  for (const before of await gatherAll(reader, await reader.agreements.recordingsOf(row.id))) {
    const after = withAgreement(before, changed);
    closing.set(before.recording.id, ({ use, audience, recipient }) => {
      if (use === null || audience === null) return false;
      const actor = { name: recipient, careTeam: use === 'care' };
      const request = { action: 'export', use, audience, actor } as const;
      const permits = (facts: RecordingFacts, rendition: Id): boolean =>
        decideOn(facts, rendition, request, rooms.settings, today).outcome === 'permit';
      return before.renditions.some(({ row: { id } }) => permits(before, id) && !permits(after, id));
    });
  }
  return closing;
}

/** Of what is lost, what stays open: without a copy, or to those alone whom the agreement names. */
function staysOpen(context: Context, after: RecordingFacts, lost: Lost, names: readonly string[]): Stays {
  const viewed = permitted(context, after, { action: 'view', name: '' });
  const byName = new Set(names.flatMap((name) => [...permitted(context, after, { action: 'view', name })]));
  return lost.flatMap(({ use, rendition }): Stays => {
    const cell = `${use}/${rendition}`;
    if (viewed.has(cell)) return [{ use, rendition, what: 'withoutCopies' }];
    return byName.has(cell) ? [{ use, rendition, what: 'toTheNamed' }] : [];
  });
}

/** Those whom the agreement named before and who could see this recording no more. */
const viewersGone = (
  context: Context,
  before: RecordingFacts,
  after: RecordingFacts,
  names: readonly string[],
): string[] =>
  names.filter((name) => {
    const by = { action: 'view', name } as const;
    const still = permitted(context, after, by);
    return [...permitted(context, before, by)].some((cell) => !still.has(cell));
  });

/** Collections that the caller may know of, by how many of these recordings each holds. */
async function collectionsOf(
  context: Context,
  reader: CatalogueReader,
  recordings: readonly Id[],
): Promise<Ahead['collections']> {
  const known = new Set(
    (await reader.collections.list(context.caller)).filter(({ found }) => found > 0).map(({ id }) => id),
  );
  const held = new Map<Id, Ahead['collections'][number]>();
  for (const recording of recordings)
    for (const { id, name } of await reader.collections.ofRecording(recording))
      if (known.has(id)) held.set(id, { id, name, recordings: (held.get(id)?.recordings ?? 0) + 1 });
  return [...held.values()];
}

async function withCopies(reader: CatalogueReader, releases: Effect['releases']): Promise<Ahead['releases']> {
  const said: Ahead['releases'] = [];
  for (const release of releases) {
    const items = await reader.releases.items(release.id);
    const { organisation = '' } = (await reader.releases.get(release.id)) ?? {};
    said.push({ ...release, organisation, out: items.filter(({ state }) => isHeldOutside(state)).length });
  }
  return said;
}

/** What an event would change, as a person looks at it before it is saved. */
export async function effectAhead(
  context: Context,
  reader: CatalogueReader,
  row: AgreementRow,
  event: AgreementEvent,
): Promise<Ahead> {
  const closed = await reader.seals.closedTo(context.caller.user);
  const effect = await effectOf(context, reader, row, event, closed);
  const changed = await foreseen(reader, row, event);
  const recordings: Ahead['recordings'] = [];
  for (const one of effect.recordings) {
    const before = await gatherFacts(reader, one.id);
    if (!before) continue;
    const after = withAgreement(before, changed);
    recordings.push({
      ...one,
      stays: staysOpen(context, after, one.lost, changed.terms.viewers),
      viewersGone: viewersGone(context, before, after, row.terms.viewers),
    });
  }
  const touched = recordings
    .filter(
      ({ state, lost, viewersGone: gone }) => state === 'quarantined' || lost.length > 0 || gone.length > 0,
    )
    .map(({ id }) => id);
  return {
    recordings,
    collections: await collectionsOf(context, reader, touched),
    releases: await withCopies(reader, effect.releases),
  };
}
