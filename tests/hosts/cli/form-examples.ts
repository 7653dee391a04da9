import type { FormName } from '../../../electron/cli/forms/forms.ts';

export const terms = {
  toMake: true,
  uses: ['care', 'teaching'],
  givenBy: 'patient',
  givenByName: 'Jo Bloggs',
  givenOn: '2026-11-01',
  form: 'written',
  notedInRecord: true,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  informed: {
    purpose: true,
    viewers: true,
    circumstances: true,
    copies: true,
    storage: true,
    retention: true,
    careUnaffected: true,
    timeToConsider: true,
  },
  viewers: [],
  copiesAllowed: true,
  identifiableAllowed: true,
  keepUntil: null,
};

const patient = {
  familyName: 'Bloggs',
  givenName: 'Jo',
  bornOn: '1970-02-03',
  identifiers: [{ kind: 'nhs', value: '943 476 5919' }],
};

/** What people write into the files of commands, and what they may get wrong. */
export const examples: Record<FormName, { fitting: unknown[]; wrong: unknown[] }> = {
  'import-classify': {
    fitting: [{}, { category: 'xray', madeFor: 'care', subjects: ['S-000001', patient] }],
    wrong: [
      [],
      { category: 'selfie' },
      { colour: 'blue' },
      { made: { earliest: '2026-02-30', latest: null } },
    ],
  },
  classify: {
    fitting: [
      [{ recordings: ['R-000001'], category: 'other', made: { earliest: null, latest: '2026-11-01' } }],
      {
        recordings: ['0123456789abcdef0123456789abcdef'],
        madeFor: 'teaching',
        reason: 'as the consultant said',
      },
    ],
    wrong: [[{ category: 'other' }], [{ recordings: [] }], [{ recordings: ['1'] }]],
  },
  subject: {
    fitting: [
      [{ do: 'add', ...patient }],
      { do: 'careTeam', subject: 'S-000001', user: 'Anna', from: '2026-11-01' },
      { do: 'move', recordings: ['R-000001'], from: 'S-000001', to: 'S-000002', reason: 'wrong label' },
      { do: 'merge', keep: 'S-000001', merge: 'S-000002', reason: 'one patient' },
      { do: 'split', subject: 'S-000001', recordings: ['R-000002'], facts: patient, reason: 'two patients' },
      { do: 'change', subject: 'S-000001', facts: patient, reason: 'name misspelt' },
    ],
    wrong: [[{ do: 'forget', subject: 'S-000001' }], [{ do: 'add' }], [{ do: 'merge', keep: 'S-000001' }]],
  },
  agree: {
    fitting: [
      [{ subjects: ['S-000001'], recordings: ['R-000001'], terms }],
      { agreement: 'A-000001', event: { kind: 'confirmed', on: '2026-11-02' } },
      { agreement: 'A-000001', event: { kind: 'varied', on: '2026-11-02', terms, note: 'fewer uses' } },
      { agreement: 'A-000001', recordings: ['R-000002'] },
    ],
    wrong: [
      [{ subjects: [], recordings: ['R-000001'], terms }],
      [{ subjects: ['S-000001'], recordings: [], terms: { ...terms, uses: ['amusement'] } }],
      { agreement: 'A-000001', event: { kind: 'withdrawn', on: '2026-11-02' } },
      { agreement: 'A-000001' },
    ],
  },
  withdraw: {
    fitting: [
      [{ agreement: 'A-000001', on: '2026-11-20' }],
      { recording: 'R-000001', on: '2026-11-20', note: 'by telephone' },
    ],
    wrong: [[{ agreement: 'A-000001' }], [{ on: '2026-11-20' }], [{ recording: 'R-000001', on: 'today' }]],
  },
  anonymise: {
    fitting: [[{ recording: 'R-000001', regions: [{ x: 1, y: 2, w: 3, h: 4 }] }], { recording: 'R-000001' }],
    wrong: [[{ regions: [] }], [{ recording: 'R-000001', regions: [{ x: 1, y: 2, w: 0, h: 4 }] }]],
  },
  'sign-off': {
    fitting: [[{ recording: 'R-000001', lookedAt: ['face', 'text'], identifiability: 'notIdentifiable' }]],
    wrong: [
      [{ recording: 'R-000001', lookedAt: [], identifiability: 'notIdentifiable' }],
      [{ recording: 'R-000001' }],
    ],
  },
  hold: {
    fitting: [
      [{ recordings: ['R-000001'], reason: 'complaint 12' }],
      { recordings: ['R-000001'], reason: 'settled', held: false },
      [{ recordings: ['R-000001'], reason: 'a claim', senior: 'Dr Bell', until: '2027-01-31' }],
    ],
    wrong: [[{ recordings: ['R-000001'] }], [{ recordings: [], reason: 'complaint 12' }]],
  },
  'redact-regions': {
    fitting: [
      [],
      [{ x: 0, y: 0, w: 10, h: 10 }],
      [{ x: 0, y: 0, w: 10, h: 10, from: 1, to: 2, keyFrames: [{ at: 1, x: 0, y: 0, w: 10, h: 10 }] }],
      [{ from: 0, to: 1, treatment: 'disguise' }],
    ],
    wrong: [
      {},
      [{ x: 0, y: 0, w: 10 }],
      [{ from: 0, to: 1, treatment: 'louder' }],
      [{ from: 0, to: 1, treatment: 'tone', x: 1 }],
    ],
  },
};
