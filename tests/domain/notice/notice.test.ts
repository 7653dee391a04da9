import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callersWereTold, coverEveryDay, type Notice } from '../../../shared/domain/notice/notice.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';

const first = '2020-02-20' as Day;
const day = fc.integer({ min: 0, max: 30 }).map((days) => addDays(first, days));
const period = fc.record({ from: day, to: fc.option(day, { nil: null }) });

test('periods cover a span where every day of it lies in one of them', () => {
  fc.assert(
    fc.property(fc.array(period, { maxLength: 5 }), day, day, (periods, one, other) => {
      const [earliest, latest] = one < other ? [one, other] : [other, one];
      const days: Day[] = [];
      for (let each = earliest; each <= latest; each = addDays(each, 1)) days.push(each);
      const covered = days.every((each) =>
        periods.some(({ from, to }) => from <= each && (to === null || each <= to)),
      );
      expect(coverEveryDay(periods, earliest, latest)).toBe(covered);
    }),
  );
});

test('a day that is not known is covered by nothing', () => {
  const always = [{ from: '1900-01-01' as Day, to: null }];
  expect(coverEveryDay(always, null, first)).toBe(false);
  expect(coverEveryDay(always, first, null)).toBe(false);
});

test('what was ticked counts until the register has a period for calls, and then no more', () => {
  const call = { earliest: first, latest: first };
  const line = {
    id: '',
    means: 'tone',
    where: '',
    by: '',
    at: '',
    signature: '',
    to: null,
  } as unknown as Notice;
  const unconscious: Notice = { ...line, kind: 'unconscious', from: first };
  const later: Notice = { ...line, kind: 'telephone', from: addDays(first, 1) };
  expect(callersWereTold([unconscious], { ...call, ticked: true })).toBe(true);
  expect(callersWereTold([unconscious], { ...call, ticked: false })).toBe(false);
  expect(callersWereTold([unconscious, later], { ...call, ticked: true })).toBe(false);
  expect(callersWereTold([{ ...later, from: first }], { ...call, ticked: false })).toBe(true);
});
