import { proposalFault } from '../../shared/domain/erasure/may-propose.ts';
import type { Disposal } from '../../shared/domain/policy/decision.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ErasureRow } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { lastEntry } from './entries-about.ts';
import { certificateOf, finishErasures } from './erase-recording.ts';
import { keepInQueue } from './erasure-duty.ts';
import { disposeOf, gatherFacts, isClassified, type RecordingFacts } from './gather.ts';
import { eachOf } from './many.ts';
import { recordingReference } from './names.ts';
import { appraisalOwed } from './retention.ts';
import { secondPerson } from './second-person.ts';
import { workableRecording } from './treats.ts';

/** Why the erasure of a recording may not be proposed, nor approved, on its facts; null where it may. */
const faultOf = (
  { rooms }: Context,
  facts: RecordingFacts,
  disposal: Disposal,
  alreadyProposed: boolean,
): string | null =>
  proposalFault({
    state: facts.recording.state,
    onHold: facts.recording.hold !== null,
    classified: isClassified(facts.recording),
    madeForCare: facts.recording.madeFor === 'care',
    overItsPeriod: appraisalOwed(rooms, facts).length > 0,
    disposal,
    alreadyProposed,
  });

/** Proposes one erasure. The reason is kept with the erasure, so it must not name the patient. */
async function proposeOne(context: Context, writer: CatalogueWriter, id: Id, why: string): Promise<void> {
  const { rooms, caller } = context;
  const facts = await workableRecording(context, writer, id);
  const disposal = disposeOf(facts, rooms.settings, rooms.clock.today());
  const fault = faultOf(context, facts, disposal, (await writer.erasures.open(id)) !== null);
  if (fault) throw new CustosError('refused', fault, { recording: id, cites: disposal.cites });
  const erasure = rooms.clock.newId();
  await writer.erasures.propose({
    id: erasure,
    recording: id,
    state: 'proposed',
    why,
    paragraph: disposal.cites[0] ?? '',
    proposedBy: caller.user,
    proposedAt: rooms.clock.now(),
    approvedBy: null,
    approvedAt: null,
    signature: null,
    completedAt: null,
    certificate: null,
  });
  await rooms.record(writer, {
    kind: 'erasure.proposed',
    by: caller.user,
    about: [
      { noun: 'recording', id },
      { noun: 'erasure', id: erasure },
    ],
    facts: { action: disposal.action, cites: disposal.cites },
    text: why,
  });
  await keepInQueue(rooms.clock, writer, id, disposal.cites[0] ?? '');
}

async function propose(
  context: Context,
  input: Parsed<'erasure.propose'>,
): Promise<Output<'erasure.propose'>> {
  const { rooms } = context;
  const proposed = await rooms.catalogue.write(async (writer) => {
    const references: Output<'erasure.propose'>['proposed'] = [];
    await eachOf(context, input.recordings, async (id) => {
      await proposeOne(context, writer, id, input.why);
      references.push(await recordingReference(writer, id));
    });
    return references;
  });
  rooms.emit({ kind: 'changed', nouns: ['queue', 'recording', 'trail'] });
  return { proposed };
}

async function withdraw(
  { rooms, caller }: Context,
  input: Parsed<'erasure.withdraw'>,
): Promise<Output<'erasure.withdraw'>> {
  await rooms.catalogue.write(async (writer) => {
    for (const id of input.recordings) {
      const erasure = await writer.erasures.open(id);
      if (erasure?.state !== 'proposed')
        throw new CustosError('conflict', 'No erasure of this recording is waiting for approval.');
      await writer.erasures.change(erasure.id, { state: 'withdrawn' });
      for (const row of await writer.obligations.ofRecording(id)) {
        if (row.queue === 'erase' && row.source === 'person' && !row.settledAt)
          await writer.obligations.settle(row.id, rooms.clock.now());
      }
      await rooms.record(writer, {
        kind: 'erasure.withdrawn',
        by: caller.user,
        about: [
          { noun: 'recording', id },
          { noun: 'erasure', id: erasure.id },
        ],
        facts: {},
        text: input.reason,
      });
    }
  });
  rooms.emit({ kind: 'changed', nouns: ['queue', 'recording', 'trail'] });
  return {};
}

/** What the signature of whoever approves an erasure covers: the very content, and the trail until then. */
export const approvalText = (approval: {
  readonly erasure: Id;
  readonly recording: Id;
  /** The mark of the original. */
  readonly content: string;
  readonly trailHead: string;
  readonly approvedAt: Instant;
}): string => canonicalJson(approval);

/**
 * What was proposed because of a withdrawal, a last day or an appraisal is not erased once that is no more: the patient
 * may have agreed anew meanwhile. @throws CustosError `refused`
 */
function assertStillOwed(context: Context, { paragraph }: ErasureRow, facts: RecordingFacts): void {
  const { settings, clock } = context.rooms;
  const disposal = disposeOf(facts, settings, clock.today());
  const fault = faultOf(context, facts, disposal, false);
  if (fault) throw new CustosError('refused', fault);
  const rested = paragraph !== '' && facts.recording.madeFor !== 'care';
  if (rested && disposal.action === 'keep')
    throw new CustosError(
      'refused',
      'What this proposal rested on is no more, as where the patient has agreed anew. Nothing asks for the erasure now: please take the proposal back, and propose it again only for a reason of its own.',
    );
}

/**
 * Nothing is destroyed unseen: since the proposal, whoever approves has had the original opened for this very decision.
 * Where it could not be shown it is enough to have asked for it, which is written down first.
 * @throws CustosError `refused`
 */
async function assertLookedAt(
  { caller }: Context,
  reader: CatalogueReader,
  facts: RecordingFacts,
): Promise<void> {
  const original = facts.renditions.find(({ row }) => row.kind === 'original')?.row.id;
  const last = await lastEntry(
    reader,
    facts.recording.id,
    ({ kind, by, about, facts: { purpose } }) =>
      kind === 'erasure.proposed' ||
      (kind === 'custody.opened' &&
        by === caller.user &&
        purpose === 'approvingErasure' &&
        about.some(({ id }) => id === original)),
  );
  if (last?.kind !== 'custody.opened')
    throw new CustosError(
      'refused',
      'You have not looked at this recording since its erasure was proposed. Please open it for this decision first, as the page on which erasures are approved does.',
    );
}

/** Approves one proposal and marks the recording as erasing: from here there is no way back, also after a kill. */
async function approveOne(context: Context, writer: CatalogueWriter, id: Id): Promise<ErasureRow> {
  const { rooms, caller } = context;
  const erasure = await writer.erasures.open(id);
  const facts = await gatherFacts(writer, id);
  if (!facts || erasure?.state !== 'proposed') {
    throw new CustosError('conflict', 'No erasure of this recording is waiting for approval.');
  }
  const { recording } = facts;
  if (recording.hold)
    throw new CustosError(
      'refused',
      'This recording has been put on hold since the erasure was proposed [19].',
    );
  assertStillOwed(context, erasure, facts);
  const { fault } = await secondPerson(writer, erasure.proposedBy, caller.user, rooms.clock.now());
  if (fault) throw new CustosError('needs-second-person', fault);
  await assertLookedAt(context, writer, facts);
  const approvedAt = rooms.clock.now();
  const head = (await writer.trail.last())?.hash ?? '';
  const signature = caller.sign(
    approvalText({
      erasure: erasure.id,
      recording: id,
      content: recording.mark,
      trailHead: head,
      approvedAt,
    }),
  );
  await writer.erasures.change(erasure.id, {
    state: 'approved',
    approvedBy: caller.user,
    approvedAt,
    signature,
  });
  await writer.recordings.change(id, { state: 'erasing' });
  await rooms.record(writer, {
    kind: 'erasure.approved',
    by: caller.user,
    about: [
      { noun: 'recording', id },
      { noun: 'erasure', id: erasure.id },
    ],
    facts: { signature },
  });
  return erasure;
}

/** Approves erasures, each by itself, and carries them out; what cannot be approved says why and the rest go on. */
async function approve(
  context: Context,
  input: Parsed<'erasure.approve'>,
): Promise<Output<'erasure.approve'>> {
  const { rooms } = context;
  const approved: Id[] = [];
  const refused: Output<'erasure.approve'>['refused'] = [];
  for (const id of input.recordings) {
    try {
      const erasure = await rooms.catalogue.write((writer) => approveOne(context, writer, id));
      approved.push(erasure.id);
    } catch (error) {
      if (!isCustosError(error)) throw error;
      const recording = await rooms.catalogue.read((reader) => recordingReference(reader, id));
      refused.push({ recording, code: error.code, message: error.message });
    }
  }
  rooms.tokens.revokeRecordings(input.recordings);
  rooms.step('erase:approved');
  const certificates = approved.length > 0 ? await finishErasures(rooms, approved) : [];
  rooms.emit({
    kind: 'changed',
    nouns: ['queue', 'recording', 'rendition', 'agreement', 'subject', 'trail'],
  });
  return { certificates: certificates.map(sayCertificate), refused };
}

type SaidCertificate = Output<'erasure.approve'>['certificates'][number];

const sayCertificate = (certificate: ReturnType<typeof certificateOf>): SaidCertificate =>
  JSON.parse(JSON.stringify(certificate)) as SaidCertificate;

async function certificates(
  { rooms }: Context,
  input: Parsed<'erasure.certificates'>,
): Promise<Output<'erasure.certificates'>> {
  return rooms.catalogue.read(async (reader) => {
    const { total, erasures } = await reader.erasures.certificates(input.offset, input.limit);
    return { total, certificates: erasures.map((row) => sayCertificate(certificateOf(row))) };
  });
}

async function certificate(
  { rooms }: Context,
  input: Parsed<'erasure.certificate'>,
): Promise<Output<'erasure.certificate'>> {
  const row = await rooms.catalogue.read((reader) => reader.erasures.get(input.certificate));
  if (row?.state !== 'completed') throw new CustosError('not-found', 'There is no such certificate.');
  return sayCertificate(certificateOf(row));
}

export const erasureOperations: Handlers = {
  'erasure.propose': propose,
  'erasure.withdraw': withdraw,
  'erasure.approve': approve,
  'erasure.certificates': certificates,
  'erasure.certificate': certificate,
};
