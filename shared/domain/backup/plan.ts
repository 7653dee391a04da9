import { addDays, type Day } from '../../kernel/day.ts';

/** When a library is backed up by itself, in civil time of the library's zone. */
export interface BackupPlan {
  readonly every: 'day' | 'week';
  /** 1 Monday to 7 Sunday; counts only where it is made every week. */
  readonly weekday: number;
  /** `HH:MM`, 24 hours. */
  readonly at: string;
}

/** A civil day and time of day (`HH:MM`). */
export interface CivilTime {
  readonly day: Day;
  readonly time: string;
}

/** What a person must know of the backups of a library; null where all is well. */
export const backupWarnings = ['never', 'failed', 'overdue', 'unplanned'] as const;
export type BackupWarning = (typeof backupWarnings)[number];

const isBefore = (a: CivilTime, b: CivilTime): boolean => `${a.day} ${a.time}` < `${b.day} ${b.time}`;

/** 1 Monday to 7 Sunday. */
const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

const interval = (plan: BackupPlan): number => (plan.every === 'day' ? 1 : 7);

/** The latest moment, now or before, for which the plan asks for a backup. */
export function lastDue(plan: BackupPlan, now: CivilTime): CivilTime {
  const back = plan.every === 'day' ? 0 : (weekdayOf(now.day) - plan.weekday + 7) % 7;
  const due = { day: addDays(now.day, -back), time: plan.at };
  return isBefore(now, due) ? { day: addDays(due.day, -interval(plan)), time: plan.at } : due;
}

/** The first moment after now for which the plan asks for a backup. */
export function nextDue(plan: BackupPlan, now: CivilTime): CivilTime {
  const { day, time } = lastDue(plan, now);
  return { day: addDays(day, interval(plan)), time };
}

/**
 * Whether a backup is to be made now. A machine that was off makes up for what it missed; a plan asks for nothing
 * from before it was made (`since`).
 */
export function isDue(plan: BackupPlan, since: CivilTime, made: CivilTime | null, now: CivilTime): boolean {
  const due = lastDue(plan, now);
  return !isBefore(due, since) && (made === null || isBefore(made, due));
}

interface BackupStanding {
  readonly plan: BackupPlan | null;
  /** When the newest backup was made, of all destinations. */
  readonly made: CivilTime | null;
  /** The last attempt at the planned destination came to nothing. */
  readonly failed: boolean;
  readonly now: CivilTime;
}

/** Without a plan a backup older than this is worth a word, in days. */
const oldAfter = 7;

/** Overdue is a plan that was missed twice: a machine that is off on one night is nobody's worry. */
export function backupWarning({ plan, made, failed, now }: BackupStanding): BackupWarning | null {
  if (failed) return 'failed';
  if (made === null) return 'never';
  if (plan === null) return made.day < addDays(now.day, -oldAfter) ? 'unplanned' : null;
  const { day, time } = lastDue(plan, now);
  return isBefore(made, { day: addDays(day, -interval(plan)), time }) ? 'overdue' : null;
}
