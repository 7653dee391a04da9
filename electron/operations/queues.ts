import { forGood } from '../../shared/domain/retention/schedule.ts';
import type { TrailEntry, TrailKind } from '../../shared/domain/trail/entry.ts';
import { addDays } from '../../shared/kernel/day.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ObligationRow } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecording } from './derive.ts';
import { entriesAbout } from './entries-about.ts';
import { disposeOf, disposeUnheld, endsAtOnce, gatherFacts } from './gather.ts';
import { personOf, recordingReference, releaseNumber } from './names.ts';
import { isBehind, narrowedTo } from './queue-narrowed.ts';
import { assign, ownerOf } from './queue-owners.ts';
import { wronglyOut } from './recall.ts';
import { thumbnailOf } from './recordings.ts';
import { isOverItsPeriod } from './retention.ts';
import { secondPerson } from './second-person.ts';

type Item = Output<'queue.items'>['items'][number];

async function sayItem(context: Context, reader: CatalogueReader, row: ObligationRow): Promise<Item> {
  const level = await reader.recordings.levelFor(context.caller, row.recording);
  const recording = await reader.recordings.get(row.recording);
  const proposal = row.queue === 'erase' ? await reader.erasures.open(row.recording) : null;
  const today = context.rooms.clock.today();
  const snoozed = row.snoozedUntil !== null && row.snoozedUntil > today;
  return {
    id: row.id,
    queue: row.queue,
    recording: await recordingReference(reader, row.recording),
    thumbnail: recording && (await thumbnailOf(context, reader, recording, level)),
    takenInBy: recording && (await personOf(reader, recording.addedBy)),
    reason: row.reason,
    paragraph: row.paragraph,
    due: row.due,
    state: proposal ? 'proposed' : snoozed ? 'snoozed' : 'open',
    putOffUntil: snoozed ? row.snoozedUntil : null,
    action: proposal ? 'approveErasure' : row.action,
    overItsPeriod: isOverItsPeriod(context.rooms, row),
    proposedBy: proposal && (await personOf(reader, proposal.proposedBy)),
    owner: await ownerOf(reader, row),
  };
}

async function items(context: Context, input: Parsed<'queue.items'>): Promise<Output<'queue.items'>> {
  const { rooms, caller } = context;
  const answer = await rooms.catalogue.read(async (reader) => {
    const { total, items: rows } = await reader.obligations.list(
      narrowedTo(context, input),
      input.offset,
      input.limit,
    );
    const said = [];
    for (const row of rows) said.push(await sayItem(context, reader, row));
    return { total, items: said, behind: await isBehind(rooms, reader) };
  });
  const pictures = answer.items.flatMap(({ recording, thumbnail }) => (thumbnail ? [recording.id] : []));
  await rooms.browsing.alsoSaw(caller.session, caller.user, pictures);
  return answer;
}

/** Counts in the navigation belong to those who work through the queues. */
const counts = ({ rooms, caller }: Context): Promise<Output<'queue.counts'>> => {
  const worksQueues = caller.role === 'custodian' || caller.role === 'governance';
  if (!worksQueues) return Promise.resolve({});
  return rooms.catalogue.read(async (reader) => ({
    ...(await reader.obligations.counts(rooms.clock.today(), caller.user)),
  }));
};

/** Whether an entry says that something was untied from a withdrawal: by itself, or entered for another patient. */
const untied = (kind: TrailKind, { ended }: TrailEntry['facts']): boolean =>
  ended === true && (kind === 'agreement.unlinked' || kind.startsWith('subject.'));

const classed = (kind: TrailKind, facts: TrailEntry['facts']): boolean =>
  kind === 'recording.classified' || (kind === 'change.undone' && facts.kind === 'classified');

/**
 * Who has a part in its return since it last came back into use: whoever untied it from a withdrawal, and whoever said
 * anew what it is while it was in quarantine, for of another class its end might not be asked.
 */
async function changedBy(reader: CatalogueReader, recording: Id): Promise<ReadonlySet<Id>> {
  const people = new Set<Id>();
  let setAside = true;
  for await (const { kind, by, facts } of entriesAbout(reader, recording)) {
    if (kind === 'recording.reactivated') break;
    if (kind === 'recording.quarantined') setAside = false;
    if (by !== null && (untied(kind, facts) || (setAside && classed(kind, facts)))) people.add(by);
  }
  return people;
}

/**
 * What somebody untied from a withdrawal, or called something else, comes back into use by another person's decision
 * alone. @throws CustosError `needs-second-person`
 */
async function assertAnother(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  recording: Id,
): Promise<void> {
  for (const first of await changedBy(writer, recording)) {
    const { fault } = await secondPerson(writer, first, caller.user, rooms.clock.now());
    if (fault) throw new CustosError('needs-second-person', fault);
  }
}

/**
 * Takes a recording out of quarantine after an appraisal to keep it; possible only where its facts allow that,
 * for nobody can keep by appraisal what a withdrawal has ended [14e].
 */
async function keep(context: Context, writer: CatalogueWriter, recording: Id): Promise<void> {
  const { rooms, caller } = context;
  const facts = await gatherFacts(writer, recording);
  if (!facts) throw new CustosError('not-found', 'There is no such recording.');
  const today = rooms.clock.today();
  if (disposeOf(facts, rooms.settings, today).action === 'erase') {
    throw new CustosError(
      'conflict',
      'The agreement to this recording has ended. It can be kept only with a new agreement or on hold.',
    );
  }
  const ended = endsAtOnce(disposeUnheld(facts, rooms.settings, today));
  if (facts.recording.state !== 'quarantined' || ended) return;
  await assertAnother(context, writer, recording);
  await writer.recordings.change(recording, { state: 'active' });
  await rooms.record(writer, {
    kind: 'recording.reactivated',
    by: caller.user,
    about: [{ noun: 'recording', id: recording }],
    facts: {},
  });
}

/** What the appraisal of a recording whose period is over decides: kept for good, to a day, or for another year. */
async function keepLonger(
  { rooms }: Context,
  writer: CatalogueWriter,
  row: ObligationRow,
  { outcome, until }: Parsed<'queue.settle'>,
): Promise<void> {
  const today = rooms.clock.today();
  if (until !== null && until <= today) {
    throw new CustosError('invalid-input', 'Please give a day after today until which it is kept.', {
      field: 'until',
    });
  }
  const day = outcome === 'keepForGood' ? forGood : (until ?? addDays(today, reappraisalDays));
  await writer.recordings.change(row.recording, { appraisedUntil: day });
}

async function snooze(
  context: Context,
  writer: CatalogueWriter,
  row: ObligationRow,
  input: Parsed<'queue.settle'>,
): Promise<void> {
  const today = context.rooms.clock.today();
  if (input.until === null || input.until <= today) {
    throw new CustosError('invalid-input', 'Please give a day after today until which this is put off.', {
      field: 'until',
    });
  }
  await writer.obligations.snooze(row.id, input.until);
}

const isKept = ({ outcome }: Parsed<'queue.settle'>): boolean =>
  outcome === 'keep' || outcome === 'keepForGood';

/**
 * Copies are called back until each is entered as back or gone; a word ends that only where all that is still out may
 * be where it is, as after an agreement anew or a tie put right [13a, 14b, 14e].
 */
async function assertNotOut(
  context: Context,
  writer: CatalogueWriter,
  { recording, action }: ObligationRow,
): Promise<void> {
  if (action !== 'recallCopies') return;
  const releases = await wronglyOut(context, writer, recording);
  if (releases.length === 0) return;
  const numbers = releases.map(({ number }) => releaseNumber(number)).join(', ');
  throw new CustosError(
    'conflict',
    `Nothing that is agreed now lets these copies stay out (${numbers}), so they are called back. Please enter with the release what became of each; this ends with the last. Where one cannot be had back, put this off and say why.`,
  );
}

/** Settles what somebody's word can settle. */
async function answer(
  context: Context,
  writer: CatalogueWriter,
  row: ObligationRow,
  input: Parsed<'queue.settle'>,
): Promise<void> {
  const { rooms } = context;
  if (isKept(input)) await keep(context, writer, row.recording);
  if (row.source !== 'facts') await assertNotOut(context, writer, row);
  if (row.source !== 'facts') await writer.obligations.settle(row.id, rooms.clock.now());
  else if (isKept(input) && isOverItsPeriod(rooms, row)) await keepLonger(context, writer, row, input);
  else if (input.outcome !== 'keep' || row.action !== 'appraise')
    throw new CustosError('conflict', stillOwed);
  // The facts that ask for an appraisal stay as they are, so what was kept comes up again and is not asked at once.
  else await writer.obligations.snooze(row.id, addDays(rooms.clock.today(), reappraisalDays));
}

async function settle(context: Context, input: Parsed<'queue.settle'>): Promise<Output<'queue.settle'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    const row = await writer.obligations.get(input.item);
    if (!row || row.settledAt) throw new CustosError('not-found', 'This has been settled already.');
    if (input.outcome === 'erase') {
      throw new CustosError(
        'conflict',
        'An erasure is proposed and approved by itself, so that every picture is seen.',
      );
    }
    const snoozed = input.outcome === 'snooze';
    if (snoozed) await snooze(context, writer, row, input);
    else if (isOfDisclosure(row)) throw new CustosError('conflict', settledByItself);
    else await answer(context, writer, row, input);
    await rooms.record(writer, {
      kind: snoozed ? 'obligation.snoozed' : 'obligation.settled',
      by: caller.user,
      about: [
        { noun: 'recording', id: row.recording },
        { noun: 'obligation', id: row.id },
      ],
      facts: { queue: row.queue, paragraph: row.paragraph, outcome: input.outcome, until: input.until },
      text: input.reason,
    });
    await refreshRecording(rooms, writer, row.recording, caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['queue', 'recording', 'trail'] });
  return {};
}

/** What was appraised and kept is looked at again after a year. */
const reappraisalDays = 365;

const isOfDisclosure = ({ action }: ObligationRow): boolean =>
  action === 'confirmDisclosure' || action === 'reviewDisclosure';

const settledByItself =
  'This ends with the disclosure itself: confirm it or refuse it, and look back at it when it is over. Nobody’s word in the queue stands for that.';

/** What rests on facts ends when the facts change, and not by somebody's word. */
const stillOwed =
  'This ends by itself when the fact behind it changes: enter the agreement, the answer or the judgement, or put it off with a reason.';

export const queueOperations: Handlers = {
  'queue.counts': counts,
  'queue.items': items,
  'queue.assign': assign,
  'queue.settle': settle,
};
