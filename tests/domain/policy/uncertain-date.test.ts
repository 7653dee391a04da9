import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decide,
  decideOverDates,
  dispose,
  disposeOverDates,
  type PolicyCase,
  type UndatedCase,
} from '../../../shared/domain/policy/index.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';
import { anyCase } from './case-arbitrary.ts';

const day = (text: string): Day => text as Day;
const at = (undated: UndatedCase, madeOn: Day): PolicyCase => ({
  ...undated,
  recording: { ...undated.recording, madeOn },
});

/** Ranges of up to forty days about the days that matter in the made-up cases. */
const range = fc
  .tuple(
    fc.constantFrom(
      ...['1990-01-01', '1994-05-02', '1996-12-20', '2024-02-20', '2024-03-01', '2026-11-10'].map(day),
    ),
    fc.integer({ min: -20, max: 5 }),
    fc.integer({ min: 0, max: 20 }),
  )
  .map(([middle, before, length]) => {
    const earliest = addDays(middle, before);
    return { earliest, latest: addDays(earliest, length) };
  });

const everyDay = ({ earliest, latest }: { earliest: Day; latest: Day }): Day[] => {
  const days: Day[] = [];
  for (let each = earliest; each <= latest; each = addDays(each, 1)) days.push(each);
  return days;
};

const legacy = fc.sample(anyCase, { numRuns: 1, seed: 1 }).map(
  (given): UndatedCase => ({
    ...given,
    recording: {
      ...given.recording,
      category: 'other',
      madeFor: 'teaching',
      circumstances: 'planned',
      state: 'active',
      onHold: false,
      externalFilming: false,
    },
    rendition: { kind: 'anonymised', signedOff: true, identifiability: 'notIdentifiable' },
    subjects: [],
    request: {
      action: 'view',
      use: 'teaching',
      audience: 'medicalSetting',
      actor: { name: 'Dr Ames', careTeam: false },
    },
  }),
)[0]!;

describe('a recording whose day is uncertain', () => {
  it('is permitted exactly where every possible day permits, and keeps what any day raises', () => {
    fc.assert(
      fc.property(anyCase, range, (given, span) => {
        const each = everyDay(span).map((madeOn) => decide(at(given, madeOn)));
        const answer = decideOverDates(given, span.earliest, span.latest);
        expect(answer.outcome).toBe(each.every(({ outcome }) => outcome === 'permit') ? 'permit' : 'refuse');
        expect(new Set(answer.followUps)).toEqual(new Set(each.flatMap(({ followUps }) => followUps)));
        const refusal = each.find(({ outcome }) => outcome === 'refuse');
        if (refusal) expect(answer.cites).toEqual(refusal.cites);
      }),
      { numRuns: 1500 },
    );
  });

  it('is erased only where every possible day says so, and reviewed where they differ', () => {
    fc.assert(
      fc.property(anyCase, range, (given, span) => {
        const actions = new Set(everyDay(span).map((madeOn) => dispose(at(given, madeOn)).action));
        const expected = actions.size === 1 ? [...actions][0] : 'review';
        expect(disposeOverDates(given, span.earliest, span.latest).action).toBe(expected);
      }),
      { numRuns: 1500 },
    );
  });

  it('is judged as that day where the day is known', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { madeOn } = given.recording;
        expect(decideOverDates(given, madeOn, madeOn)).toEqual(decide(given));
        expect(disposeOverDates(given, madeOn, madeOn)).toEqual(dispose(given));
      }),
    );
  });

  it('is legacy where the latest day is before 1997, however open the start', () => {
    expect(decideOverDates(legacy, null, day('1996-12-31'))).toMatchObject({
      outcome: 'permit',
      cites: ['16'],
    });
  });

  it('is refused where it may be of 1997 or later, and says that the day would help', () => {
    for (const latest of [day('1997-01-01'), null]) {
      const answer = decideOverDates(legacy, null, latest);
      expect(answer).toMatchObject({ outcome: 'refuse', cites: ['12'] });
      expect(answer.remedies.at(-1)).toMatch(/^Find out more exactly when/);
    }
    expect(disposeOverDates(legacy, null, null)).toEqual({ action: 'review', cites: ['16'] });
  });

  it('is not judged over a range that ends before it begins', () => {
    expect(() => decideOverDates(legacy, day('2024-01-02'), day('2024-01-01'))).toThrow(RangeError);
  });
});
