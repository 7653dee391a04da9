import type { Obligation } from '../../shared/domain/obligation/obligation.ts';
import type { Disposal } from '../../shared/domain/policy/decision.ts';
import { editions } from '../../shared/domain/policy/index.ts';
import { forGood, type Kept, keptBy, lastDay } from '../../shared/domain/retention/schedule.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { ObligationRow } from '../catalogue/rows.ts';
import type { Output, Rooms } from './context.ts';
import type { RecordingFacts } from './gather.ts';

type Settled = Pick<Rooms, 'settings' | 'clock'>;

/** What the schedule says of a recording; it speaks of health records only, which are what was made for care. */
function keptOf({ settings, clock }: Settled, { recording, subjects }: RecordingFacts): Kept | null {
  if (recording.madeFor !== 'care') return null;
  return keptBy(settings.schedule, {
    records: recording.records,
    made: recording.made,
    addedOn: clock.dayOf(recording.addedAt),
    patients: subjects.map(({ row }) => row),
  });
}

/** The last day on which a recording is kept without anybody being asked; null where it is not for a schedule to say. */
export function keptTo(rooms: Settled, facts: RecordingFacts): Day | null {
  const kept = keptOf(rooms, facts);
  return kept && lastDay(kept, facts.recording.appraisedUntil);
}

export function sayRetention(rooms: Settled, facts: RecordingFacts): Output<'recording.show'>['retention'] {
  const kept = keptOf(rooms, facts);
  if (kept === null) return null;
  const until = lastDay(kept, facts.recording.appraisedUntil);
  const { name, source } = kept.rule;
  return { until: until === forGood ? null : until, rule: name, source, appraised: until !== kept.until };
}

/** Whether a duty is the appraisal of what has been kept to its last day. */
export const isOverItsPeriod = (
  { settings }: Settled,
  { queue, paragraph, action }: ObligationRow,
): boolean =>
  queue === 'review' && action === 'appraise' && paragraph === editions[settings.edition].recordParagraph;

const daysForAppraisal = 28;

const daysForHold = 14;

/** The duty to look at a hold whose last day is over. It goes on until a person lifts it [19]. */
export function holdReviewOwed(
  { clock, settings }: Settled,
  { recording }: RecordingFacts,
  disposal: Disposal,
): readonly Obligation[] {
  const until = recording.hold?.until ?? null;
  const today = clock.today();
  if (until === null || until >= today) return [];
  return [
    {
      queue: 'review',
      // What keeps it is the hold, so its paragraph is the edition's own for that.
      paragraph: disposal.cites[0] ?? editions[settings.edition].recordParagraph,
      reason:
        'The day to which this recording was put on hold is over. It stays on hold until somebody lifts the hold or sets another day.',
      due: addDays(today, daysForHold),
      action: 'reviewHold',
    },
  ];
}

/**
 * The duty to appraise what has been kept to its last day: no period ends in an erasure by itself. What is on hold
 * stays whatever its age.
 */
export function appraisalOwed(
  rooms: Settled & Pick<Rooms, 'clock'>,
  facts: RecordingFacts,
): readonly Obligation[] {
  const { appraisedUntil, hold } = facts.recording;
  const today = rooms.clock.today();
  const kept = keptOf(rooms, facts);
  if (kept === null || hold !== null || lastDay(kept, appraisedUntil) >= today) return [];
  return [
    {
      queue: 'review',
      paragraph: editions[rooms.settings.edition].recordParagraph,
      reason: `The time for which it had to be kept is over (${kept.rule.name}). Somebody is to decide whether it is erased, kept longer or kept for good.`,
      due: addDays(today, daysForAppraisal),
      action: 'appraise',
    },
  ];
}
