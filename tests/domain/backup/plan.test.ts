import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BackupPlan,
  backupWarning,
  type CivilTime,
  isDue,
  lastDue,
  nextDue,
} from '../../../shared/domain/backup/plan.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';

const at = (text: string): CivilTime => {
  const [day, time] = text.split(' ') as [Day, string];
  return { day, time };
};
const said = ({ day, time }: CivilTime): string => `${day} ${time}`;
const daily: BackupPlan = { every: 'day', weekday: 1, at: '18:00' };
/** 10 March 2026 is a Tuesday. */
const fridays: BackupPlan = { every: 'week', weekday: 5, at: '12:30' };

describe('when a backup is due', () => {
  test.each([
    [daily, '2026-03-10 17:59', '2026-03-09 18:00', '2026-03-10 18:00'],
    [daily, '2026-03-10 18:00', '2026-03-10 18:00', '2026-03-11 18:00'],
    [fridays, '2026-03-10 09:00', '2026-03-06 12:30', '2026-03-13 12:30'],
    [fridays, '2026-03-13 12:29', '2026-03-06 12:30', '2026-03-13 12:30'],
    [fridays, '2026-03-13 12:30', '2026-03-13 12:30', '2026-03-20 12:30'],
  ])('%j at %s: last %s, next %s', (plan, now, last, next) => {
    expect(said(lastDue(plan, at(now)))).toBe(last);
    expect(said(nextDue(plan, at(now)))).toBe(next);
  });

  test('now lies between the last moment and the next, whatever the plan', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const plans = fc.record({
      every: fc.constantFrom('day' as const, 'week' as const),
      weekday: fc.integer({ min: 1, max: 7 }),
      at: time,
    });
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 4_000 }), time, (plan, days, clock) => {
        const now = { day: addDays('2026-01-01' as Day, days), time: clock };
        expect(said(lastDue(plan, now)) <= said(now)).toBe(true);
        expect(said(nextDue(plan, now)) > said(now)).toBe(true);
      }),
    );
  });

  test('a plan asks for nothing from before it was made, and makes up for what was missed since', () => {
    const since = at('2026-03-10 19:00');
    expect(isDue(daily, since, null, at('2026-03-11 17:00'))).toBe(false);
    expect(isDue(daily, since, null, at('2026-03-11 18:00'))).toBe(true);
    expect(isDue(daily, since, at('2026-03-11 18:00'), at('2026-03-12 09:00'))).toBe(false);
    expect(isDue(daily, since, at('2026-03-11 18:00'), at('2026-03-20 09:00'))).toBe(true);
  });
});

describe('what a person is told', () => {
  const now = at('2026-03-10 20:00');
  const standing = { plan: daily, made: at('2026-03-10 18:01'), failed: false, now };
  test.each([
    [{}, null],
    [{ made: null }, 'never'],
    [{ failed: true }, 'failed'],
    [{ made: at('2026-03-09 18:01') }, null],
    [{ made: at('2026-03-09 17:59') }, 'overdue'],
    [{ plan: null }, null],
    [{ plan: null, made: at('2026-03-02 18:00') }, 'unplanned'],
  ])('%j: %s', (change, warning) => {
    expect(backupWarning({ ...standing, ...change })).toBe(warning);
  });
});
