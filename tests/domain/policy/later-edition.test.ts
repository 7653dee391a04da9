import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AgreementFacts,
  decide,
  dispose,
  editions,
  type PolicyCase,
  parseCase,
} from '../../../shared/domain/policy/index.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { anyCase, withAgreement } from './case-arbitrary.ts';

const day = (text: string): Day => text as Day;

const agreement: AgreementFacts = {
  id: 'a1',
  toMake: true,
  uses: ['teaching', 'research'],
  givenBy: 'patient',
  givenOn: day('2024-03-01'),
  form: 'written',
  notedInRecord: false,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  informed: {
    purpose: true,
    viewers: false,
    circumstances: false,
    copies: false,
    storage: true,
    retention: true,
    careUnaffected: true,
    timeToConsider: false,
  },
  afterRecording: 'notAsked',
  viewers: [],
  copiesAllowed: true,
  identifiableAllowed: true,
  keepUntil: null,
};

interface Changes {
  readonly recording?: Partial<PolicyCase['recording']>;
  readonly rendition?: PolicyCase['rendition'];
  readonly request?: Partial<PolicyCase['request']>;
  readonly agreements?: readonly Partial<AgreementFacts>[];
  readonly appointedPerson?: boolean;
  readonly jurisdiction?: PolicyCase['jurisdiction'];
}

const anonymised = { kind: 'anonymised', signedOff: true, identifiability: 'notIdentifiable' } as const;

function given(changes: Changes, edition: PolicyCase['edition'] = 'gmc-2011'): PolicyCase {
  const { agreements = [], appointedPerson = false } = changes;
  return {
    id: 'case',
    edition,
    today: day('2026-11-23'),
    jurisdiction: changes.jurisdiction ?? 'england',
    recording: {
      category: 'other',
      madeFor: 'care',
      circumstances: 'planned',
      madeOn: day('2024-03-01'),
      state: 'active',
      onHold: false,
      callerNotice: false,
      colleagueConsulted: false,
      medicoLegalInvestigation: false,
      coronerDiscussed: false,
      externalFilming: false,
      bodiesInformed: false,
      askingImpracticable: false,
      ...changes.recording,
    },
    rendition: changes.rendition ?? { kind: 'original', signedOff: false, identifiability: 'unassessed' },
    subjects: [
      {
        id: 's1',
        appointedPerson,
        agreements: agreements.map((part) => ({ ...agreement, ...part })),
      },
    ],
    request: {
      action: 'view',
      use: 'teaching',
      audience: 'medicalSetting',
      actor: { name: 'Dr Ames', careTeam: false },
      ...changes.request,
    },
  };
}

type Vector = readonly [about: string, changes: Changes, outcome: 'permit' | 'refuse', cite: string];

const adultWithoutCapacity = { under16: false, hasCapacity: false, deceased: false };
const child = { under16: true, hasCapacity: false, deceased: false };
const forTeaching = { madeFor: 'teaching' } as const;

const vectors: readonly Vector[] = [
  [
    'an endoscopic image, anonymised, may go anywhere',
    {
      recording: { category: 'endoscopic' },
      rendition: anonymised,
      request: { use: 'publicMedia', audience: 'public' },
    },
    'permit',
    '12',
  ],
  [
    'a recording of an organ function likewise',
    { recording: { category: 'organFunction' }, rendition: anonymised },
    'permit',
    '12',
  ],
  ['an X-ray with its margins as they are may not', { recording: { category: 'xray' } }, 'refuse', '15'],
  [
    'an anonymised care recording serves research',
    { rendition: anonymised, request: { use: 'research' } },
    'permit',
    '17',
  ],
  ['and audit', { rendition: anonymised, request: { use: 'audit' } }, 'permit', '17'],
  [
    'and the assessment of doctors',
    { rendition: anonymised, request: { use: 'assessmentOfDoctors' } },
    'permit',
    '17',
  ],
  ['but no legal proceedings', { rendition: anonymised, request: { use: 'medicoLegal' } }, 'refuse', '15'],
  [
    'and not where the patient objected',
    { rendition: anonymised, request: { use: 'research' }, agreements: [{ afterRecording: 'withdrawn' }] },
    'refuse',
    '15',
  ],
  [
    'nor while nobody has judged whether someone could be known',
    { rendition: { ...anonymised, identifiability: 'unassessed' } },
    'refuse',
    '15',
  ],
  ['an identifiable care recording needs consent', { request: { use: 'teaching' } }, 'refuse', '15'],
  ['and consent that is given covers it, though nobody asked again', { agreements: [{}] }, 'permit', '15'],
  [
    'spoken consent counts where a record of it is kept',
    { agreements: [{ form: 'oral', notedInRecord: true }] },
    'permit',
    '15',
  ],
  ['and does not where none is', { agreements: [{ form: 'oral' }] }, 'refuse', '25'],
  [
    'consent without a word on keeping does not count',
    { agreements: [{ informed: { ...agreement.informed, retention: false } }] },
    'refuse',
    '25',
  ],
  ['a recording for teaching needs consent beforehand', { recording: forTeaching }, 'refuse', '24'],
  ['and has it', { recording: forTeaching, agreements: [{}] }, 'permit', '24'],
  [
    'consent of the day after is none to the making',
    { recording: forTeaching, agreements: [{ givenOn: day('2024-03-02') }] },
    'refuse',
    '24',
  ],
  [
    'withdrawn consent ends the use',
    { recording: forTeaching, agreements: [{ afterRecording: 'withdrawn' }] },
    'refuse',
    '25',
  ],
  [
    'an emergency has no rule of its own here',
    { recording: { ...forTeaching, circumstances: 'emergency' } },
    'refuse',
    '24',
  ],
  [
    'an unexpected development is used with the consent asked for it',
    {
      recording: { ...forTeaching, circumstances: 'unexpectedDevelopment' },
      agreements: [{ toMake: false }],
    },
    'permit',
    '27',
  ],
  [
    'and not without',
    { recording: { ...forTeaching, circumstances: 'unexpectedDevelopment' } },
    'refuse',
    '27',
  ],
  [
    'an old collection goes on teaching what is anonymised',
    { recording: { ...forTeaching, madeOn: day('1996-12-31') }, rendition: anonymised },
    'permit',
    '22',
  ],
  [
    'and not what identifies without a record of consent',
    { recording: { ...forTeaching, madeOn: day('1996-12-31') } },
    'refuse',
    '23',
  ],
  [
    'from 1997 on it is no old collection',
    { recording: { ...forTeaching, madeOn: day('1997-01-01') }, rendition: anonymised },
    'refuse',
    '24',
  ],
  [
    'publication of a care recording needs consent',
    { rendition: anonymised, request: { use: 'publicMedia', audience: 'public' } },
    'refuse',
    '38',
  ],
  [
    'unless asking is not practicable and nobody can be known',
    {
      recording: { askingImpracticable: true },
      rendition: anonymised,
      request: { use: 'publicMedia', audience: 'public' },
    },
    'permit',
    '38',
  ],
  [
    'which the original never profits from',
    { recording: { askingImpracticable: true }, request: { use: 'publicMedia', audience: 'public' } },
    'refuse',
    '38',
  ],
  [
    'nor a recording made for teaching',
    {
      recording: { ...forTeaching, askingImpracticable: true },
      rendition: anonymised,
      agreements: [{}],
      request: { use: 'publicMedia', audience: 'public' },
    },
    'refuse',
    '37',
  ],
  [
    'consent to publish is in writing',
    {
      agreements: [{ uses: ['publicMedia'], form: 'oral', notedInRecord: true }],
      request: { use: 'publicMedia', audience: 'public' },
    },
    'refuse',
    '37',
  ],
  [
    'and then covers it',
    { agreements: [{ uses: ['publicMedia'] }], request: { use: 'publicMedia', audience: 'public' } },
    'permit',
    '37',
  ],
  [
    'a recording for the media is made with written consent',
    {
      recording: { madeFor: 'publicMedia' },
      agreements: [{ uses: ['publicMedia'], form: 'oral', notedInRecord: true }],
      request: { use: 'publicMedia', audience: 'public' },
    },
    'refuse',
    '37',
  ],
  [
    'care is for the care team',
    { request: { use: 'care', audience: 'careTeam', actor: { name: 'Dr Ames', careTeam: true } } },
    'permit',
    '13',
  ],
  ['and for nobody else', { request: { use: 'care', audience: 'careTeam' } }, 'refuse', '15'],
  [
    'a relative cannot consent for an adult who can decide',
    { agreements: [{ givenBy: 'closeRelative' }] },
    'refuse',
    '24',
  ],
  [
    'for an adult who cannot, whoever has the authority does',
    { agreements: [{ givenBy: 'appointedPerson', subjectThen: adultWithoutCapacity }] },
    'permit',
    '15',
  ],
  [
    'and a relative only with a note of the interests of the patient',
    { agreements: [{ givenBy: 'closeRelative', subjectThen: adultWithoutCapacity }] },
    'refuse',
    '31',
  ],
  [
    'as here',
    { agreements: [{ givenBy: 'closeRelative', subjectThen: adultWithoutCapacity, capacityNote: true }] },
    'permit',
    '15',
  ],
  [
    'but not past somebody appointed',
    {
      appointedPerson: true,
      agreements: [{ givenBy: 'closeRelative', subjectThen: adultWithoutCapacity, capacityNote: true }],
    },
    'refuse',
    '31',
  ],
  [
    'a parent consents for a child who does not understand',
    { agreements: [{ givenBy: 'parentOrGuardian', subjectThen: child }] },
    'permit',
    '15',
  ],
  [
    'a child who does consents alone, and it is noted',
    { agreements: [{ subjectThen: { ...child, hasCapacity: true }, capacityNote: true }] },
    'permit',
    '15',
  ],
  [
    'or it does not count',
    { agreements: [{ subjectThen: { ...child, hasCapacity: true } }] },
    'refuse',
    '34',
  ],
  [
    'after a death those close to the dead person agree',
    {
      recording: { circumstances: 'postMortem' },
      agreements: [{ givenBy: 'closeRelative', subjectThen: { ...adultWithoutCapacity, deceased: true } }],
    },
    'permit',
    '15',
  ],
  [
    'or nothing that can be recognised is used',
    { recording: { circumstances: 'postMortem' } },
    'refuse',
    '48',
  ],
  [
    'a call without a word to the caller is not used',
    { recording: { circumstances: 'telephoneCall' }, rendition: anonymised },
    'refuse',
    '56',
  ],
  [
    'filming by others needs the agreement of those responsible',
    { recording: { externalFilming: true }, rendition: anonymised },
    'refuse',
    '39',
  ],
  [
    'a covert recording without authority is not used',
    { recording: { circumstances: 'covert' }, rendition: anonymised },
    'refuse',
    '54',
  ],
  [
    'nor for teaching with it',
    { recording: { circumstances: 'covert', colleagueConsulted: true }, rendition: anonymised },
    'refuse',
    '54',
  ],
  [
    'what is set aside is not used',
    { recording: { state: 'quarantined' }, rendition: anonymised },
    'refuse',
    '25',
  ],
];

describe('the later edition', () => {
  it.each(vectors)('%s', (_, changes, outcome, cite) => {
    const asked = given(changes);
    expect(parseCase(asked)).toEqual({ ok: true, value: asked });
    const decision = decide(asked);
    expect([decision.outcome, decision.cites]).toEqual([outcome, expect.arrayContaining([cite])]);
  });

  it('asks nobody again, and has an end of consent reviewed or erased', () => {
    const secondary = given({ recording: forTeaching, agreements: [{}] });
    expect(decide(secondary).followUps).toEqual([]);
    expect(decide(given({ recording: forTeaching, agreements: [{}] }, 'gmc-2002')).followUps).toEqual([
      'askAfterRecording',
    ]);
    const withdrawn = { agreements: [{ afterRecording: 'withdrawn' as const }] };
    expect(dispose(given({ ...withdrawn, recording: forTeaching }))).toEqual({
      action: 'erase',
      cites: ['25'],
    });
    expect(dispose(given({ ...withdrawn, recording: { ...forTeaching, category: 'endoscopic' } }))).toEqual({
      action: 'review',
      cites: ['25', '12'],
    });
    expect(dispose(given(withdrawn))).toEqual({ action: 'keep', cites: ['15'] });
    expect(dispose(given({ recording: { ...forTeaching, madeOn: day('1990-01-01') } }))).toEqual({
      action: 'review',
      cites: ['23'],
    });
  });

  it('is told its own words by name only: the older edition knows neither its kinds nor its facts', () => {
    const endoscopic = given({ recording: { category: 'endoscopic' } });
    const older = parseCase({ ...endoscopic, edition: 'gmc-2002' });
    expect(older).toMatchObject({ ok: false, error: { field: 'recording.askingImpracticable' } });
    const { askingImpracticable: _, ...recording } = endoscopic.recording;
    expect(parseCase({ ...endoscopic, edition: 'gmc-2002', recording })).toMatchObject({
      ok: false,
      error: { field: 'recording.category' },
    });
    expect(parseCase({ ...endoscopic, recording })).toMatchObject({
      ok: false,
      error: { field: 'recording.askingImpracticable' },
    });
  });
});

const inEdition = (edition: PolicyCase['edition']): fc.Arbitrary<PolicyCase> =>
  fc.tuple(anyCase, fc.boolean()).map(([asked, askingImpracticable]) => ({
    ...asked,
    edition,
    recording: { ...asked.recording, askingImpracticable },
  }));

const permits = (asked: PolicyCase): boolean => decide(asked).outcome === 'permit';
const runs = { numRuns: 2000 };

describe.each(['gmc-2011', 'gmc-stricter'] as const)('%s', (edition) => {
  it('cites its own paragraphs, says why, and names nobody', () => {
    const { paragraphs } = editions[edition];
    fc.assert(
      fc.property(inEdition(edition), (asked) => {
        const { outcome, cites, reasons, remedies } = decide(asked);
        expect(cites.length).toBeGreaterThan(0);
        for (const list of [cites, reasons, remedies]) expect(new Set(list).size).toBe(list.length);
        for (const cite of [...cites, ...dispose(asked).cites]) expect(paragraphs).toContain(cite);
        for (const sentence of [...reasons, ...remedies]) expect(sentence).toMatch(/^[A-Z][^!{}]*\.$/);
        expect([...reasons, ...remedies].join(' ')).not.toMatch(/Dr (Ames|Boyd|Cole)/);
        if (outcome === 'permit') expect(remedies).toEqual([]);
      }),
      runs,
    );
  });

  it('opens no more once an agreement is withdrawn, a sign-off gone, a judgement gone or copies forbidden', () => {
    const poorer: ((asked: PolicyCase, place: number) => PolicyCase)[] = [
      (asked, place) => withAgreement(asked, place, (one) => ({ ...one, afterRecording: 'withdrawn' })),
      (asked, place) => withAgreement(asked, place, (one) => ({ ...one, copiesAllowed: false })),
      (asked, place) => withAgreement(asked, place, (one) => ({ ...one, identifiableAllowed: false })),
      (asked) => ({ ...asked, rendition: { ...asked.rendition, signedOff: false } }),
      (asked) => ({ ...asked, rendition: { ...asked.rendition, identifiability: 'identifiable' } }),
      (asked) => ({
        ...asked,
        subjects: [...asked.subjects, { id: 's9', appointedPerson: false, agreements: [] }],
      }),
      (asked) => ({ ...asked, recording: { ...asked.recording, askingImpracticable: false } }),
    ];
    fc.assert(
      fc.property(
        inEdition(edition),
        fc.nat({ max: 11 }),
        fc.nat({ max: poorer.length - 1 }),
        (asked, place, which) => {
          const after = poorer[which]!(asked, place);
          if (permits(after)) expect(permits(asked)).toBe(true);
        },
      ),
      { numRuns: 6000 },
    );
  });
});

describe('the stricter of both', () => {
  it('permits just what both permit, and keeps no more than either', () => {
    const severity = ['keep', 'review', 'erase'];
    fc.assert(
      fc.property(inEdition('gmc-stricter'), (asked) => {
        const single = (['gmc-2002', 'gmc-2011'] as const).map((edition) => ({ ...asked, edition }));
        expect(permits(asked)).toBe(single.every(permits));
        const each = single.map((one) => severity.indexOf(dispose(one).action));
        expect(severity.indexOf(dispose(asked).action)).toBe(Math.max(...each));
      }),
      runs,
    );
  });

  it('says whose paragraph it cites', () => {
    const asked = given({ rendition: anonymised, request: { use: 'research' } }, 'gmc-stricter');
    expect(decide(asked)).toMatchObject({ outcome: 'refuse', cites: ['2002:9'] });
    expect(decide(given({ rendition: anonymised }, 'gmc-stricter'))).toMatchObject({
      outcome: 'permit',
      cites: ['2002:9', '2011:17'],
    });
  });
});

it('has a text for every paragraph that the later edition can cite', () => {
  const shipped = JSON.parse(
    readFileSync(new URL('../../../resources/editions/gmc-2011.json', import.meta.url), 'utf8'),
  ) as { edition: string; paragraphs: Record<string, string> };
  expect(shipped.edition).toBe('gmc-2011');
  for (const paragraph of editions['gmc-2011'].paragraphs)
    expect(shipped.paragraphs[paragraph], paragraph).toMatch(/^[A-Z].+\.$/);
});
