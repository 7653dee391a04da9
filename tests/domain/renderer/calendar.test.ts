import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayByKey,
  lastOf,
  monthAfter,
  monthOf,
  weeksOf,
} from '../../../renderer/features/queues/calendar-days.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';

const day = (text: string): Day => text as Day;
const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays(day('1970-01-01'), days));

describe('a month of the calendar', () => {
  test('begins on Monday and holds each of its days once, in its place', () => {
    fc.assert(
      fc.property(anyDay, (some) => {
        const month = monthOf(some);
        const weeks = weeksOf(month);
        const days = weeks.flat().filter((one) => one !== null);
        expect(days[0]).toBe(month);
        expect(days.at(-1)).toBe(lastOf(month));
        expect(days).toContain(some);
        expect(new Set(days).size).toBe(Number(lastOf(month).slice(8)));
        for (const week of weeks) {
          expect(week).toHaveLength(7);
          week.forEach((one, place) => {
            if (one) expect((new Date(`${one}T12:00:00Z`).getUTCDay() + 6) % 7).toBe(place);
          });
        }
      }),
    );
  });

  test('knows February and the end of the year', () => {
    expect(lastOf(day('2028-02-01'))).toBe('2028-02-29');
    expect(lastOf(day('2026-02-01'))).toBe('2026-02-28');
    expect(monthAfter(day('2026-12-01'), 1)).toBe('2027-01-01');
    expect(monthAfter(day('2026-01-01'), -1)).toBe('2025-12-01');
  });
});

describe('the keys', () => {
  test.each([
    ['ArrowLeft', '2026-02-28'],
    ['ArrowRight', '2026-03-02'],
    ['ArrowUp', '2026-02-22'],
    ['ArrowDown', '2026-03-08'],
    ['Home', '2026-03-01'],
    ['End', '2026-03-31'],
    ['PageDown', '2026-04-01'],
    ['PageUp', '2026-02-01'],
    ['Enter', null],
  ])('%s leads from 1 March 2026 to %s', (key, to) => {
    expect(dayByKey(day('2026-03-01'), key)).toBe(to);
  });

  test('a month that is shorter is entered at its end', () => {
    expect(dayByKey(day('2026-03-31'), 'PageUp')).toBe('2026-02-28');
    expect(dayByKey(day('2026-05-31'), 'PageDown')).toBe('2026-06-30');
  });
});
