import { knowingRoles, mostDaysOpen } from '../../../shared/domain/seal/seal.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { UserRow } from '../../catalogue/rows.ts';
import type { OpeningRow } from '../../catalogue/sealing.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { refreshRecording } from '../derive.ts';
import { secondPerson } from '../second-person.ts';
import { knowingPeople, knownSealed, presentOpening, recordSeal } from './known.ts';

/** What the signature of the second person covers: which recording is open to whom, to which day, and the trail until then. */
export const openingText = (opening: {
  readonly opening: Id;
  readonly recording: Id;
  readonly persons: readonly [Id, Id];
  readonly until: Day;
  readonly decidedAt: Instant;
  readonly trailHead: string;
}): string => canonicalJson(opening);

const changed = ({ rooms }: Context): void =>
  rooms.emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] });

/** Lets somebody know of a sealed recording. @throws CustosError `invalid-input` where their role may not */
async function letKnow(
  context: Context,
  writer: CatalogueWriter,
  recording: Id,
  user: Id,
  reason: string,
): Promise<UserRow> {
  const { rooms, caller } = context;
  const person = (await knowingPeople(writer)).find(({ id }) => id === user);
  if (!person)
    throw new CustosError(
      'invalid-input',
      'Only a clinician, a custodian or somebody of information governance may be let know of it.',
      { field: 'user' },
    );
  const known = await writer.seals.persons(recording);
  if (known.some((one) => one.user === user)) return person;
  await writer.seals.name(recording, { user, namedBy: caller.user, namedAt: rooms.clock.now() });
  await recordSeal(context, writer, 'seal.named', recording, { user, text: reason });
  return person;
}

export async function nameForSeal(
  context: Context,
  { recording, user, reason }: Parsed<'seal.name'>,
): Promise<Output<'seal.name'>> {
  await context.rooms.catalogue.write(async (writer) => {
    await knownSealed(context, writer, recording);
    await letKnow(context, writer, recording, user, reason);
  });
  changed(context);
  return {};
}

/** @throws CustosError `needs-second-person` where these two are not two, or not independent though others would be */
async function assertTwo(
  { rooms }: Context,
  writer: CatalogueWriter,
  first: Id,
  second: Id,
): Promise<{ readonly missing: boolean }> {
  if (first === second)
    throw new CustosError(
      'needs-second-person',
      'A sealed recording is opened by two people. Please choose a colleague to open it with you.',
    );
  const { fault, missing } = await secondPerson(writer, first, second, rooms.clock.now(), knowingRoles);
  if (fault) throw new CustosError('needs-second-person', fault);
  return { missing };
}

export async function askForOpening(
  context: Context,
  { recording, second, until, reason }: Parsed<'seal.ask'>,
): Promise<Output<'seal.ask'>> {
  const { rooms, caller } = context;
  const today = rooms.clock.today();
  if (until < today || until > addDays(today, mostDaysOpen - 1))
    throw new CustosError(
      'invalid-input',
      `It is opened to a day from today on, for ${mostDaysOpen} days at most.`,
      { field: 'until' },
    );
  await rooms.catalogue.write(async (writer) => {
    await knownSealed(context, writer, recording);
    if (await presentOpening(context, writer, recording))
      throw new CustosError('conflict', 'It is open already, or waits for its second person.');
    await letKnow(context, writer, recording, second, reason);
    await assertTwo(context, writer, caller.user, second);
    const id = rooms.clock.newId();
    const askedAt = rooms.clock.now();
    await writer.seals.ask({ id, recording, reason, until, askedBy: caller.user, askedAt, second });
    await recordSeal(context, writer, 'seal.asked', recording, {
      ...{ user: second, facts: { until }, text: reason },
    });
  });
  changed(context);
  return {};
}

async function openTogether(context: Context, writer: CatalogueWriter, row: OpeningRow): Promise<void> {
  const { rooms, caller } = context;
  const { missing } = await assertTwo(context, writer, row.askedBy, caller.user);
  const decidedAt = rooms.clock.now();
  // What is signed names the entry of the trail that stands right before this act's own.
  const trailHead = (await writer.trail.last())?.hash ?? '';
  const signature = caller.sign(
    openingText({
      opening: row.id,
      recording: row.recording,
      persons: [row.askedBy, row.second],
      until: row.until,
      decidedAt,
      trailHead,
    }),
  );
  await writer.seals.decide(row.id, { state: 'open', decidedAt, secondMissing: missing, signature });
  await recordSeal(context, writer, 'seal.opened', row.recording, {
    user: row.askedBy,
    facts: { opening: row.id, until: row.until, signature, secondPersonMissing: missing },
  });
}

export async function decideOpening(
  context: Context,
  { opening, opens, reason }: Parsed<'seal.decide'>,
): Promise<Output<'seal.decide'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    const row = await writer.seals.opening(opening);
    const mine = row !== null && row.second === caller.user;
    if (!mine) throw new CustosError('not-found', 'There is nothing to open, or it does not wait for you.');
    await knownSealed(context, writer, row.recording);
    if (row.state !== 'asked' || row.until < rooms.clock.today())
      throw new CustosError('conflict', 'This does not wait for a second person any more.');
    if (opens) await openTogether(context, writer, row);
    else {
      const decidedAt = rooms.clock.now();
      await writer.seals.decide(row.id, { state: 'refused', decidedAt });
      await recordSeal(context, writer, 'seal.refused', row.recording, { text: reason });
    }
    await refreshRecording(rooms, writer, row.recording, caller.user);
  });
  changed(context);
  return {};
}

/** Whoever may know of it may close it: that needs nobody else, and what was handed out is good no longer. */
export async function closeSeal(
  context: Context,
  { recording }: Parsed<'seal.close'>,
): Promise<Output<'seal.close'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    await knownSealed(context, writer, recording);
    const row = await presentOpening(context, writer, recording);
    if (!row) throw new CustosError('conflict', 'It is closed already.');
    const closedAt = rooms.clock.now();
    await writer.seals.decide(row.id, { state: 'closed', closedBy: caller.user, closedAt });
    await recordSeal(context, writer, 'seal.closed', recording);
    await refreshRecording(rooms, writer, recording, caller.user);
  });
  changed(context);
  return {};
}

/** The consultation [11] is entered by whoever may know of the recording, without opening it. */
export async function enterConsultation(
  context: Context,
  { recording, colleague, on, advice, why }: Parsed<'seal.consulted'>,
): Promise<Output<'seal.consulted'>> {
  const { rooms, caller } = context;
  if (on > rooms.clock.today())
    throw new CustosError('invalid-input', 'A consultation cannot be dated in the future.', { field: 'on' });
  await rooms.catalogue.write(async (writer) => {
    const { recording: row } = await knownSealed(context, writer, recording);
    if (row.kind === 'video' && advice === '')
      throw new CustosError(
        'invalid-input',
        'For a film, please say who advised on the Regulation of Investigatory Powers Act 2000.',
        { field: 'advice' },
      );
    await writer.recordings.change(recording, { colleagueConsulted: true });
    await recordSeal(context, writer, 'seal.consulted', recording, {
      facts: { on, advised: advice !== '' },
      text: [`Consulted: ${colleague}.`, advice && `Advice on the 2000 Act: ${advice}.`, why]
        .filter(Boolean)
        .join(' '),
    });
    await refreshRecording(rooms, writer, recording, caller.user);
  });
  changed(context);
  return {};
}
