import type { AgreementFacts, PolicyCase } from '../../../shared/domain/policy/index.ts';
import type { Day } from '../../../shared/kernel/day.ts';

export const day = (text: string): Day => text as Day;

export const agreement: AgreementFacts = {
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

export interface Changes {
  readonly recording?: Partial<PolicyCase['recording']>;
  readonly rendition?: PolicyCase['rendition'];
  readonly request?: Partial<PolicyCase['request']>;
  readonly agreements?: readonly Partial<AgreementFacts>[];
  readonly appointedPerson?: boolean;
  readonly jurisdiction?: PolicyCase['jurisdiction'];
}

export const anonymised = {
  kind: 'anonymised',
  signedOff: true,
  identifiability: 'notIdentifiable',
} as const;

export function given(changes: Changes, edition: PolicyCase['edition'] = 'gmc-2011'): PolicyCase {
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

export type Vector = readonly [about: string, changes: Changes, outcome: 'permit' | 'refuse', cite: string];
