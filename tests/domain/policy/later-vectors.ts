import { agreement, anonymised, day, type Vector } from './later-cases.ts';

const adultWithoutCapacity = { under16: false, hasCapacity: false, deceased: false };
const child = { under16: true, hasCapacity: false, deceased: false };
export const forTeaching = { madeFor: 'teaching' } as const;

/** Worked cases of our own for the later edition, each with the outcome and a paragraph that it cites. */
export const vectors: readonly Vector[] = [
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
