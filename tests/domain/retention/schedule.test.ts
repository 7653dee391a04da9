import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retentionSchedule } from '../../../shared/contract/retention.ts';
import {
  forGood,
  type Kept,
  keptBy,
  lastDay,
  type RecordFacts,
} from '../../../shared/domain/retention/schedule.ts';
import type { Day } from '../../../shared/kernel/day.ts';

const folder = new URL('../../../resources/retention/', import.meta.url);
const scheduleOf = (file: string) =>
  retentionSchedule.parse(
    (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { rules: unknown }).rules,
  );
const england = scheduleOf('england.json');
const day = (text: string): Day => text as Day;

const record = (facts: Partial<RecordFacts> = {}): RecordFacts => ({
  records: 'general',
  made: { earliest: day('2010-06-15'), latest: day('2010-06-15') },
  addedOn: day('2011-01-01'),
  patients: [{ bornOn: day('1960-02-01'), diedOn: null, lastSeenOn: null }],
  ...facts,
});

test.each(readdirSync(folder))('%s is a schedule, and each of its lines names its source', (file) => {
  expect(scheduleOf(file).every(({ source }) => source.length > 10)).toBe(true);
});

describe('by the schedule of England', () => {
  test.each([
    ['an adult', record(), '2018-06-15'],
    [
      'a child',
      record({ patients: [{ bornOn: day('2000-03-01'), diedOn: null, lastSeenOn: null }] }),
      '2025-03-01',
    ],
    [
      'somebody of 17',
      record({ patients: [{ bornOn: day('1993-03-01'), diedOn: null, lastSeenOn: null }] }),
      '2019-03-01',
    ],
    [
      'somebody of 17 or 18, as the day is not certain',
      record({
        made: { earliest: day('2010-01-01'), latest: day('2010-12-31') },
        patients: [{ bornOn: day('1992-06-30'), diedOn: null, lastSeenOn: null }],
      }),
      '2018-12-31',
    ],
    [
      'somebody of no known age, who may have been born that day',
      record({ patients: [{ bornOn: null, diedOn: null, lastSeenOn: null }] }),
      '2036-06-15',
    ],
    ['nobody known', record({ patients: [] }), '2036-06-15'],
    [
      'an adult and a child: the longer of the two',
      record({
        patients: [
          { bornOn: day('1960-02-01'), diedOn: null, lastSeenOn: null },
          { bornOn: day('2009-02-01'), diedOn: null, lastSeenOn: null },
        ],
      }),
      '2034-02-01',
    ],
    [
      'no known day: the day it was taken in',
      record({ made: { earliest: null, latest: null } }),
      '2019-01-01',
    ],
    [
      'an adult who was seen again',
      record({ patients: [{ bornOn: day('1960-02-01'), diedOn: null, lastSeenOn: day('2015-03-02') }] }),
      '2023-03-02',
    ],
    [
      'an adult last seen before the recording, which cannot be right',
      record({ patients: [{ bornOn: day('1960-02-01'), diedOn: null, lastSeenOn: day('2001-03-02') }] }),
      '2018-06-15',
    ],
    [
      'a child who was seen again at 17',
      record({ patients: [{ bornOn: day('2000-03-01'), diedOn: null, lastSeenOn: day('2017-04-01') }] }),
      '2026-03-01',
    ],
    [
      'a child who came for years',
      record({ patients: [{ bornOn: day('2000-03-01'), diedOn: null, lastSeenOn: day('2026-04-01') }] }),
      '2034-04-01',
    ],
    ['cancer', record({ records: 'cancer' }), '2040-06-15'],
    [
      'cancer, after a later death',
      record({
        records: 'cancer',
        patients: [{ bornOn: day('1960-02-01'), diedOn: day('2035-01-09'), lastSeenOn: null }],
      }),
      '2043-01-09',
    ],
    [
      'cancer, after an earlier death',
      record({
        records: 'cancer',
        patients: [{ bornOn: day('1960-02-01'), diedOn: day('2012-01-09'), lastSeenOn: null }],
      }),
      '2040-06-15',
    ],
    [
      'a birthday on 29 February',
      record({ patients: [{ bornOn: day('2004-02-29'), diedOn: null, lastSeenOn: null }] }),
      '2029-03-01',
    ],
  ])('%s', (_, facts, until) => {
    expect(keptBy(england, facts)?.until).toBe(until);
  });
});

test('without a schedule nothing is said', () => {
  expect(keptBy([], record())).toBeNull();
});

test('an appraisal puts the day off and never brings it forward', () => {
  const kept = keptBy(england, record()) as Kept;
  expect(lastDay(kept, day('2017-01-01'))).toBe('2018-06-15');
  expect(lastDay(kept, day('2020-01-01'))).toBe('2020-01-01');
  expect(lastDay(kept, forGood)).toBe(forGood);
});

test('a further line never shortens the time of keeping', () => {
  fc.assert(
    fc.property(fc.subarray(england), fc.constantFrom(...england), (schedule, line) => {
      const before = keptBy(schedule, record())?.until ?? '';
      const after = keptBy([...schedule, line], record())?.until ?? '';
      expect(after >= before).toBe(true);
    }),
  );
});
