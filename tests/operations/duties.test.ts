import { describe, expect, test } from 'vitest';
import type { RecordingRow, RenditionRow, SignOffRow } from '../../electron/catalogue/rows.ts';
import { dutiesOn, nextTurn } from '../../electron/operations/derive.ts';
import type { RecordingFacts } from '../../electron/operations/gather.ts';
import type { Terms } from '../../shared/domain/agreement/agreement.ts';
import type { EditionName } from '../../shared/domain/policy/case.ts';
import type { RetentionRule } from '../../shared/domain/retention/schedule.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import { day, idOf } from '../rooms/catalogue/made-up.ts';
import { type Changes, facts } from './duties-facts.ts';

/**
 * Every duty at its boundary: the day before it is not owed, on the day it is, and what settles it settles it. The
 * day is also the next on which a recording is looked at again, so that a library that only looks when a day comes
 * misses none.
 */

const schedule: readonly RetentionRule[] = [
  {
    name: 'Health record of an adult',
    records: null,
    ages: null,
    from: 'made',
    years: 8,
    source: 'a schedule',
  },
];

const roomsOn = (today: Day, edition: EditionName) => ({
  settings: {
    id: idOf(1),
    name: '',
    place: '',
    jurisdiction: 'england' as const,
    zone: 'Europe/London',
    edition,
    ...{ schedule, notices: [] },
  },
  clock: {
    now: () => `${today}T09:00:00.000Z` as RenditionRow['madeAt'],
    today: () => today,
    dayOf: () => today,
    newId: () => idOf(77),
  },
});

const owedOn = (what: RecordingFacts, today: Day, edition: EditionName = 'gmc-2002'): string[] =>
  dutiesOn(roomsOn(today, edition), what).map(({ queue, action }) => `${queue}/${action}`);

const onHold = (until: Day | null): RecordingRow['hold'] => ({
  reason: 'A claim is open.',
  by: idOf(9),
  at: '2026-01-01T09:00:00.000Z' as SignOffRow['at'],
  senior: '',
  until,
});

interface ByTime {
  readonly duty: string;
  readonly about: string;
  readonly facts: Changes;
  /** The first day on which it is owed. */
  readonly on: string;
  /** The facts after somebody has done what is owed. */
  readonly settled: Changes;
  /** Where not every edition asks for it. */
  readonly editions?: readonly EditionName[];
  /** It ends by time as well: on this day it is owed no more. */
  readonly gone?: string;
}

const ends = '2027-06-30';
const care = { madeFor: 'care' } as const;
const ofCare = { uses: ['care', 'teaching'] as Terms['uses'] };

const child = {
  givenBy: 'parentOrGuardian',
  subjectThen: { under16: true, hasCapacity: false, deceased: false },
} as const;
const unable = {
  givenBy: 'closeRelative',
  subjectThen: { under16: false, hasCapacity: false, deceased: false },
} as const;
const afterDeath = {
  givenBy: 'closeRelative',
  subjectThen: { under16: false, hasCapacity: true, deceased: true },
} as const;
const sixteen = { bornOn: day('2011-07-01') };
const able = { capacityRegainedOn: day('2027-07-01') };
const dead = { diedOn: day('2027-07-01') };
const noted = { statusNotedOn: day('2027-07-01') };

const byTime: readonly ByTime[] = [
  {
    duty: 'obtainConsent/askThemself',
    about: 'the 16th birthday of a child for whom a parent agreed, until the patient has answered [2]',
    facts: { patient: sixteen, agreements: [child] },
    on: '2027-07-01',
    settled: { patient: sixteen, agreements: [child, { givenOn: day('2027-07-01'), after: 'withdrawn' }] },
  },
  {
    duty: 'obtainConsent/askThemself',
    about: 'the same, until somebody notes what came of asking',
    facts: { patient: { ...sixteen, statusNotedOn: day('2027-06-30') }, agreements: [child] },
    on: '2027-07-01',
    settled: { patient: { ...sixteen, ...noted }, agreements: [child] },
  },
  {
    duty: 'obtainConsent/askThemself',
    about: 'the day from which a patient can decide again for whom a relative agreed [3]',
    facts: { patient: able, agreements: [unable] },
    on: '2027-07-01',
    settled: { patient: able, agreements: [unable, { givenOn: day('2027-07-01') }] },
  },
  {
    duty: 'obtainConsent/askClose',
    about: 'the death of a patient whose answer was awaited, until a relative has given one [8]',
    facts: { patient: dead, agreements: [{ after: 'notAsked' }] },
    editions: ['gmc-2002', 'gmc-stricter'],
    on: '2027-07-01',
    settled: {
      patient: dead,
      agreements: [{ after: 'notAsked' }, { ...afterDeath, givenOn: day('2027-07-01') }],
    },
  },
  {
    duty: 'renew/renewConsent',
    about: 'ninety days before the last day that was agreed',
    facts: { agreements: [{ keepUntil: day(ends) }] },
    on: '2027-04-01',
    settled: { agreements: [{ keepUntil: day('2037-06-30') }] },
    gone: '2027-07-01',
  },
  {
    duty: 'erase/proposeErasure',
    about: 'the day after the last day that was agreed',
    facts: { agreements: [{ keepUntil: day(ends) }] },
    on: '2027-07-01',
    settled: { agreements: [{ keepUntil: day(ends) }, { givenOn: day('2027-06-01') }] },
  },
  {
    duty: 'review/appraise',
    about: 'the same for an exempt category, which is reviewed and not erased',
    facts: { recording: { category: 'xray' }, agreements: [{ keepUntil: day(ends) }] },
    on: '2027-07-01',
    settled: { recording: { category: 'xray' }, agreements: [{ keepUntil: day('2037-06-30') }] },
  },
  {
    duty: 'recall/recallCopies',
    about: 'the day after the last day of copies that are out',
    facts: { copiesUntil: ['2028-01-01', ends] },
    on: '2027-07-01',
    settled: { copiesUntil: ['2028-01-01'] },
  },
  {
    duty: 'review/appraise',
    about: 'the day after a schedule let a health record go',
    facts: { recording: care, agreements: [ofCare] },
    on: '2027-05-06',
    settled: { recording: { ...care, appraisedUntil: day('2037-01-01') }, agreements: [ofCare] },
  },
  {
    duty: 'review/reviewHold',
    about: 'the day after the last day of a hold',
    facts: {
      recording: {
        hold: onHold(day(ends)),
      },
    },
    on: '2027-07-01',
    settled: { recording: { hold: null } },
  },
];

const every: readonly EditionName[] = ['gmc-2002', 'gmc-2011', 'gmc-stricter'];

describe('what time alone brings', () => {
  test.each(byTime)('$duty: $about', ({ duty, facts: changes, on, settled, gone, editions = every }) => {
    const first = day(on);
    const before = addDays(first, -1);
    for (const edition of editions) {
      expect(owedOn(facts(changes), before, edition), `${edition}, the day before`).not.toContain(duty);
      expect(owedOn(facts(changes), first, edition), `${edition}, the day`).toContain(duty);
      expect(owedOn(facts(settled), first, edition), `${edition}, settled`).not.toContain(duty);
      expect(nextTurn(roomsOn(before, edition), facts(changes))).toBe(first);
      if (gone === undefined) continue;
      expect(owedOn(facts(changes), addDays(day(gone), -1), edition)).toContain(duty);
      expect(owedOn(facts(changes), day(gone), edition)).not.toContain(duty);
    }
  });

  test('an agreement counts from its own day, so what was missing is owed until then', () => {
    const late = facts({ recording: care, agreements: [{ ...ofCare, givenOn: day('2027-01-10') }] });
    expect(owedOn(late, day('2027-01-09'))).toContain('obtainConsent/obtainConsent');
    expect(owedOn(late, day('2027-01-10'))).not.toContain('obtainConsent/obtainConsent');
    expect(nextTurn(roomsOn(day('2027-01-09'), 'gmc-2002'), late)).toBe('2027-01-10');
  });
});

interface ByFact {
  readonly duty: string;
  readonly about: string;
  readonly raised: Changes;
  readonly settled: Changes;
}

const unasked = { after: 'notAsked' as const };

const byFact: readonly ByFact[] = [
  {
    duty: 'obtainConsent/obtainConsent',
    about: 'no permission to a recording made for care, until one is entered [7]',
    raised: { recording: care, agreements: [] },
    settled: { recording: care, agreements: [ofCare] },
  },
  {
    duty: 'obtainConsent/obtainConsent',
    about: 'an emergency without consent, until it is given [17]',
    raised: { recording: { circumstances: 'emergency' }, agreements: [] },
    settled: { recording: { circumstances: 'emergency' }, agreements: [{ givenOn: day('2019-05-06') }] },
  },
  {
    duty: 'confirm/askPatient',
    about: 'not asked after the recording, until the answer is entered [14a]',
    raised: { agreements: [unasked] },
    settled: { agreements: [{ after: 'confirmed' }] },
  },
  {
    duty: 'confirm/askPatient',
    about: 'given on the day of the making, which a later day makes an asking afterwards [14a]',
    raised: { agreements: [{ ...unasked, givenOn: day('2019-05-05') }] },
    settled: { agreements: [{ ...unasked, givenOn: day('2019-05-06') }] },
  },
  {
    duty: 'confirm/askPatient',
    about: 'confirmed the day before the making, as of an earlier recording [14a]',
    raised: { agreements: [{ answeredOn: '2019-05-04' }] },
    settled: { agreements: [{ answeredOn: '2019-05-05' }] },
  },
  {
    duty: 'erase/proposeErasure',
    about: 'withdrawn, until a new agreement is given [14e]',
    raised: { agreements: [{ after: 'withdrawn' }] },
    settled: { agreements: [{ after: 'withdrawn' }, { givenOn: day('2020-01-01') }] },
  },
  {
    duty: 'erase/proposeErasure',
    about: 'not confirmed, unless it is on hold [19]',
    raised: { agreements: [{ after: 'notConfirmed' }] },
    settled: {
      agreements: [{ after: 'notConfirmed' }],
      recording: {
        hold: onHold(null),
      },
    },
  },
  {
    duty: 'review/appraise',
    about: 'set aside by a withdrawal, and agreed to anew since, until it is back in use [14e]',
    raised: {
      recording: { state: 'quarantined' },
      agreements: [{ after: 'withdrawn' }, { givenOn: day('2020-01-01') }],
    },
    settled: { agreements: [{ after: 'withdrawn' }, { givenOn: day('2020-01-01') }] },
  },
  {
    duty: 'replace/replace',
    about: 'made on the last day before 1997 without permission, and not a day later [16]',
    raised: { made: '1996-12-31', agreements: [] },
    settled: { made: '1997-01-01', agreements: [] },
  },
  {
    duty: 'review/appraise',
    about: 'perhaps made before 1997, until it is known that it was not [16]',
    raised: { made: { earliest: '1996-12-31', latest: '1997-03-01' }, agreements: [] },
    settled: { made: { earliest: '1997-01-01', latest: '1997-03-01' }, agreements: [] },
  },
  {
    duty: 'assess/assess',
    about: 'signed off and not judged, until it is [10]',
    raised: { anonymised: 'unassessed' },
    settled: { anonymised: 'notIdentifiable' },
  },
  {
    duty: 'putRight/putRight',
    about: 'a call without a record of how callers were informed [21]',
    raised: { recording: { circumstances: 'telephoneCall' } },
    settled: { recording: { circumstances: 'telephoneCall', callerNotice: true } },
  },
  {
    duty: 'putRight/putRight',
    about: 'filmed by others without the bodies informed [25]',
    raised: { recording: { externalFilming: true } },
    settled: { recording: { externalFilming: true, bodiesInformed: true } },
  },
];

describe('what a fact brings, and the fact that settles it', () => {
  test.each(byFact)('$duty: $about', ({ duty, raised, settled }) => {
    const today = day('2026-03-10');
    expect(owedOn(facts(raised), today)).toContain(duty);
    expect(owedOn(facts(settled), today)).not.toContain(duty);
  });

  test('a hold alone brings nothing back from quarantine [14e, 19]', () => {
    const withdrawn = { state: 'quarantined', hold: onHold(null) } as const;
    const owed = owedOn(
      facts({ recording: withdrawn, agreements: [{ after: 'withdrawn' }] }),
      day('2026-03-10'),
    );
    expect(owed).toEqual([]);
  });

  test('who agreed for themself, and who is dead, is not asked again', () => {
    const today = day('2028-01-01');
    const themself = { ...child, givenBy: 'patient', capacityNote: true } as const;
    expect(owedOn(facts({ patient: sixteen, agreements: [themself] }), today)).toEqual([]);
    expect(owedOn(facts({ patient: { ...able, ...sixteen } }), today)).toEqual([]);
    expect(owedOn(facts({ patient: { ...sixteen, ...dead }, agreements: [child] }), today)).toEqual([]);
    expect(owedOn(facts({ patient: dead }), today)).toEqual([]);
  });

  test('nothing is owed on what is being erased, and little on what is in order', () => {
    expect(owedOn(facts({ recording: { state: 'erasing' }, agreements: [] }), day('2030-01-01'))).toEqual([]);
    expect(owedOn(facts({}), day('2026-03-10'))).toEqual([]);
  });
});
