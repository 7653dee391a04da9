import fc from 'fast-check';
import * as policy from '../../../shared/domain/policy/index.ts';
import type { Day } from '../../../shared/kernel/day.ts';

/** Today of every made-up case; the other days lie before, on and after it and each other. */
export const today = '2026-11-23' as Day;

const madeOn = fc.constantFrom(...(['1994-05-02', '1996-12-31', '1997-01-01', '2024-03-01'] as Day[]));
const givenOn = fc.constantFrom(
  ...([
    '1990-01-01',
    '1994-05-02',
    '2024-02-29',
    '2024-03-01',
    '2024-03-08',
    '2026-11-23',
    '2026-11-24',
  ] as Day[]),
);
const keepUntil = fc.constantFrom(...(['2026-11-22', '2026-11-23', '2027-02-21', '2027-02-22'] as Day[]));

const from = <T>(set: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...set);
/** True nearly always, so that agreements that count are not rare. */
const mostly = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 0);
const seldom = mostly.map((usual) => !usual);
const actors = ['Dr Ames', 'Dr Boyd'];

const informed = fc.oneof(
  { weight: 5, arbitrary: fc.constant(Object.fromEntries(policy.informedPoints.map((p) => [p, true]))) },
  {
    weight: 1,
    arbitrary: fc.record(Object.fromEntries(policy.informedPoints.map((p) => [p, fc.boolean()]))),
  },
) as fc.Arbitrary<policy.AgreementFacts['informed']>;

export const agreement: fc.Arbitrary<policy.AgreementFacts> = fc.record({
  id: fc.constantFrom('a1', 'a2', 'a3'),
  toMake: fc.boolean(),
  uses: fc.subarray([...policy.uses]),
  givenBy: fc.oneof({ weight: 3, arbitrary: fc.constant('patient' as const) }, from(policy.givers)),
  givenOn,
  form: fc.oneof({ weight: 3, arbitrary: fc.constant('written' as const) }, from(policy.agreementForms)),
  notedInRecord: fc.boolean(),
  subjectThen: fc.record({ under16: seldom, hasCapacity: mostly, deceased: seldom }),
  capacityNote: fc.boolean(),
  informed,
  afterRecording: fc.oneof(
    { weight: 3, arbitrary: fc.constant('confirmed' as const) },
    { weight: 2, arbitrary: from(policy.afterRecordings) },
  ),
  viewers: fc.oneof(
    { weight: 3, arbitrary: fc.constant([] as string[]) },
    fc.subarray([...actors, 'Dr Cole']),
  ),
  copiesAllowed: mostly,
  identifiableAllowed: mostly,
  keepUntil: fc.option(keepUntil, { freq: 2 }),
});

const recording = fc.record({
  category: fc.oneof({ weight: 4, arbitrary: fc.constant('other' as const) }, from(policy.categories)),
  madeFor: fc.oneof(fc.constantFrom('care' as const, 'teaching' as const), from(policy.uses)),
  circumstances: fc.oneof(fc.constant('planned' as const), from(policy.circumstances)),
  madeOn,
  state: fc.oneof({ weight: 9, arbitrary: fc.constant('active' as const) }, from(policy.recordingStates)),
  onHold: seldom,
  callerNotice: mostly,
  colleagueConsulted: mostly,
  medicoLegalInvestigation: fc.boolean(),
  coronerDiscussed: mostly,
  externalFilming: seldom,
  bodiesInformed: fc.boolean(),
});

const rendition = fc.record({
  kind: from(policy.renditionKinds),
  signedOff: mostly,
  identifiability: from(policy.identifiabilities),
});

/** Any valid case, with good and bad agreements both common. */
export const anyCase: fc.Arbitrary<policy.PolicyCase> = fc.record({
  id: fc.constant('c1'),
  edition: fc.constant('gmc-2002' as const),
  today: fc.constant(today),
  jurisdiction: from(policy.jurisdictions),
  recording,
  rendition,
  subjects: fc.array(
    fc.record({
      id: fc.constantFrom('s1', 's2'),
      appointedPerson: seldom,
      agreements: fc.array(agreement, { maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
  request: fc.record({
    action: from(policy.actions),
    use: fc.oneof(fc.constantFrom('care' as const, 'teaching' as const), from(policy.uses)),
    audience: from(policy.audiences),
    actor: fc.record({ name: from(actors), careTeam: fc.boolean() }),
  }),
});

/** The case with one agreement, picked by number, changed or taken away (null); unchanged where there is none. */
export function withAgreement(
  given: policy.PolicyCase,
  pick: number,
  change: (agreement: policy.AgreementFacts) => policy.AgreementFacts | null,
): policy.PolicyCase {
  const count = given.subjects.reduce((sum, { agreements }) => sum + agreements.length, 0);
  let left = count === 0 ? -1 : pick % count;
  return {
    ...given,
    subjects: given.subjects.map((subject) => ({
      ...subject,
      agreements: subject.agreements.flatMap((each) => {
        const result = left-- === 0 ? change(each) : each;
        return result === null ? [] : [result];
      }),
    })),
  };
}
