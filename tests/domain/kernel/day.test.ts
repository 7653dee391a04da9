import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addYears, type Day, daysBetween, isDay } from '../../../shared/kernel/day.ts';

const day = fc
  .date({ min: new Date('0100-01-01'), max: new Date('9990-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as Day);

describe('a day', () => {
  it('is one exactly when the calendar has it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (y, m, d) => {
          const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
          const time = Date.parse(`${text}T00:00:00Z`);
          const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
          expect(isDay(text)).toBe(exists);
        },
      ),
    );
  });

  it('is nothing but ten characters', () => {
    for (const text of [
      '',
      '2024-1-01',
      '2024-01-01 ',
      ' 2024-01-01',
      '2024-01-01T00:00',
      '０２４-01-01',
      '0000-01-01',
    ]) {
      expect(isDay(text)).toBe(false);
    }
  });

  it('comes back after days have been added and taken away', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -3_000, max: 3_000 }), (from, days) => {
        const to = addDays(from, days);
        expect(isDay(to)).toBe(true);
        expect(daysBetween(from, to)).toBe(days);
      }),
    );
  });

  it('falls on 1 March where the year has no 29 February', () => {
    expect(addYears('2024-02-29' as Day, 1)).toBe('2025-03-01');
    expect(addYears('2024-02-29' as Day, 4)).toBe('2028-02-29');
  });
});
