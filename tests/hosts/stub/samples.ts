import type { Output } from '../../../shared/contract/contract.ts';
import { categories, informedPoints, uses } from '../../../shared/domain/policy/words.ts';
import { kinds, standings } from '../../../shared/domain/recording/state.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** Made-up facts, long names and every state among them; nobody in here exists. */
export const idOf = (family: number, index: number): Id =>
  (family.toString(16).padStart(8, '0') + index.toString(16).padStart(24, '0')) as Id;

export const indexOf = (id: string): number => Number.parseInt(id.slice(8), 16);

export const at = (text: string): Instant => text as Instant;
export const day = (text: string): Day => text as Day;
export const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

export const people = [
  { id: idOf(9, 1), name: 'Blodeuwedd Angharad ferch Llywelyn-Prydderch' },
  { id: idOf(9, 2), name: 'Stanisława Brzęczyszczykiewicz-Wojciechowska' },
  { id: idOf(9, 3), name: 'Jo Lee' },
];
export const [custodian, governance] = people as [(typeof people)[0], (typeof people)[0]];

export const names = [
  { givenName: 'Llywelyn ap Gruffudd', familyName: 'Llanfairpwllgwyngyll-Gogerychwyrndrobwll' },
  { givenName: 'Grzegorz Wawrzyniec', familyName: 'Brzęczyszczykiewicz' },
  { givenName: 'Amy', familyName: 'Ng' },
];

export type Tile = Output<'recording.window'>['tiles'][number];

export function tileOf(index: number): Tile {
  const kind = pick([...kinds, 'photo', 'photo', 'photo'] as const, index);
  const standing = pick(standings, index);
  return {
    id: idOf(1, index),
    number: `R-${String(index + 1).padStart(6, '0')}`,
    kind,
    standing,
    made: {
      earliest: index % 7 === 6 ? null : day('2024-03-03'),
      latest: index % 7 === 6 ? null : day('2024-03-03'),
      local: index % 7 === 6 ? null : '2024-03-03T14:05:00',
      offset: null,
      source: index % 7 === 6 ? 'unknown' : 'camera',
    },
    category: standing === 'needsClass' ? null : pick(categories, index),
    madeFor: standing === 'needsClass' ? null : pick(uses, index),
    width: kind === 'audio' ? null : 1_600,
    height: kind === 'audio' ? null : 1_200,
    durationMs: kind === 'photo' ? null : 63_000 + index * 1_000,
    thumbnail: index % 11 === 10 ? null : `thumb/${idOf(2, index)}`,
    fileName: `DSC_${String(index).padStart(5, '0')}.JPG`,
    rating: index % 4 === 3 ? null : index % 6,
    labels: index % 3 === 0 ? ['left hand', 'follow-up after six weeks'] : [],
  };
}

const finding = {
  where: 'EXIF, IFD0',
  name: 'Artist',
  value: 'Medical Illustration, Ysbyty Gwynedd',
  why: 'Names the place where the recording was made.',
};
export const findings = [
  finding,
  { where: 'EXIF, GPS', name: 'GPSLatitude', value: '53 13 12.4 N', why: 'Says where it was made.' },
];

type Rendition = Output<'recording.show'>['renditions'][number];

export const originalRendition = (index: number): Rendition => ({
  id: idOf(3, index),
  kind: 'original',
  parent: null,
  container: 'jpeg',
  width: 1_600,
  height: 1_200,
  bytes: 4_812_330,
  madeAt: at('2024-03-04T09:12:00.000Z'),
  madeBy: custodian,
  recipe: null,
  verification: null,
  signOff: null,
  identifiability: 'unassessed',
});

export const anonymisedRendition = (index: number, signed: boolean): Rendition => ({
  ...originalRendition(index),
  id: idOf(4, index),
  kind: 'anonymised',
  parent: idOf(3, index),
  bytes: 4_790_112,
  recipe: {
    clean: { removed: [{ where: 'EXIF', name: 'Artist' }], lossless: true },
    regions: [{ x: 100, y: 80, w: 300, h: 120, source: 'drawn by hand' }],
    notes: [],
  },
  verification: {
    verified: true,
    residual: [],
    toLookAt: ['A pattern like a date lies in unchanged pixels.'],
  },
  signOff: signed
    ? {
        by: governance,
        at: at('2024-03-05T10:00:00.000Z'),
        lookedAt: ['Face', 'Eyes'],
        valid: true,
        awaitsSecond: false,
      }
    : null,
  identifiability: signed ? 'notIdentifiable' : 'unassessed',
});

export function renditionsOf(index: number): Rendition[] {
  const { standing } = tileOf(index);
  if (standing === 'ready') return [originalRendition(index), anonymisedRendition(index, true)];
  if (standing === 'limited') return [originalRendition(index), anonymisedRendition(index, false)];
  return [originalRendition(index)];
}

export const subjectOf = (index: number): Output<'subject.show'> => ({
  id: idOf(5, index),
  number: `S-${String(index + 1).padStart(6, '0')}`,
  ...pick(names, index),
  bornOn: day('1961-11-30'),
  diedOn: null,
  appointedPerson: false,
  capacityRegainedOn: null,
  lastSeenOn: null,
  statusNotedOn: null,
  identifiers: [
    { kind: 'nhs', issuer: '', value: '9434765919' },
    { kind: 'hospital', issuer: 'Ysbyty Gwynedd', value: 'D123456' },
  ],
  recordings: 12,
  careTeam: [
    { user: pick(people, 1), from: day('2024-01-01'), to: null },
    { user: pick(people, 2), from: day('2022-01-01'), to: day('2023-06-30') },
  ],
  mergedInto: null,
});

const subjectLine = (index: number) => {
  const { id, number, givenName, familyName } = subjectOf(index);
  return { id, number, name: `${givenName} ${familyName}` };
};

export const agreementOf = (index: number): Output<'agreement.show'> => ({
  id: idOf(6, index),
  number: `A-${String(index + 1).padStart(6, '0')}`,
  terms: {
    toMake: true,
    uses: ['care', 'teaching'],
    givenBy: index % 2 === 0 ? 'patient' : 'parentOrGuardian',
    givenByName: index % 2 === 0 ? '' : 'Gwenllian Llanfairpwllgwyngyll-Gogerychwyrndrobwll',
    givenOn: day('2024-03-01'),
    form: 'written',
    notedInRecord: false,
    subjectThen: { under16: index % 2 === 1, hasCapacity: true, deceased: false },
    capacityNote: false,
    capacityWords: '',
    authority:
      index % 2 === 0
        ? null
        : {
            ground: 'parentalResponsibility',
            document: 'Birth certificate',
            reference: 'QA 104882',
            seenBy: 'Sian Pritchard',
            seenOn: day('2026-02-27'),
          },
    informed: Object.fromEntries(
      informedPoints.map((point) => [point, point !== 'retention']),
    ) as Output<'agreement.show'>['terms']['informed'],
    viewers: [],
    copiesAllowed: true,
    identifiableAllowed: false,
    keepUntil: day('2034-03-01'),
  },
  afterRecording: pick(['notAsked', 'confirmed', 'withdrawn'] as const, index),
  subjects: [subjectLine(index)],
  recordings: [tileOf(index), tileOf(index + 1)].map(({ id, number }) => ({ id, number })),
  history: [
    { at: at('2024-03-01T10:00:00.000Z'), by: custodian, on: day('2024-03-01'), kind: 'given', note: '' },
  ],
  scans: [{ id: idOf(7, index), type: 'image/png', bytes: 210_000 }],
});

/** Recordings made in special circumstances, by their place. */
const specialAt: Readonly<Record<number, Output<'recording.show'>['classification']['circumstances']>> = {
  40: 'emergency',
  41: 'telephoneCall',
};

export function detailOf(index: number): Output<'recording.show'> {
  const tile = tileOf(index);
  return {
    id: tile.id,
    number: tile.number,
    kind: tile.kind,
    state: tile.standing === 'quarantined' ? 'quarantined' : 'active',
    standing: tile.standing,
    container: tile.kind === 'photo' ? 'jpeg' : tile.kind === 'video' ? 'mp4' : 'wav',
    codecs: tile.kind === 'video' ? ['h264', 'aac'] : [],
    width: tile.width,
    height: tile.height,
    durationMs: tile.durationMs,
    bytes: 4_812_330,
    made: tile.made,
    addedAt: at('2024-03-04T09:12:00.000Z'),
    addedBy: custodian,
    fileName: tile.fileName,
    classification: {
      category: tile.category,
      madeFor: tile.madeFor,
      circumstances: specialAt[index] ?? (tile.category ? 'planned' : null),
      callerNotice: false,
      colleagueConsulted: false,
      medicoLegalInvestigation: false,
      coronerDiscussed: false,
      externalFilming: false,
      bodiesInformed: false,
      records: 'general',
    },
    callersTold: specialAt[index] === 'telephoneCall' ? { told: false, byRegister: true } : null,
    subjects: tile.category ? [subjectLine(index)] : [],
    agreements: tile.category ? [{ id: idOf(6, index), number: agreementOf(index).number }] : [],
    retention:
      tile.madeFor === 'care'
        ? {
            until: '2032-03-04' as Day,
            rule: 'Health record of an adult',
            source: 'NHS Records Management Code of Practice',
            appraised: false,
          }
        : null,
    hold:
      index === 4
        ? {
            reason: 'Legal proceedings',
            by: governance,
            at: at('2024-04-01T08:00:00.000Z'),
            senior: 'Dr Amara Bell',
            until: '2027-01-31' as Day,
          }
        : null,
    renditions: renditionsOf(index),
    duplicates: index === 3 ? [{ id: idOf(1, 90), number: 'R-000091' }] : [],
    rating: tile.rating,
    labels: tile.labels,
    collections: index % 5 === 0 ? [{ id: idOf(16, 1), name: 'Wound healing, second year' }] : [],
    thumbnail: tile.thumbnail,
  };
}

const refusal = {
  outcome: 'refuse' as const,
  cites: ['14a', '13'],
  reasons: [
    'Nobody has asked the patient for this use since the recording was made.',
    'The agreement of 1 March 2024 does not say how long the recording is kept.',
  ],
  remedies: ['Ask whether she agrees to this use, and record her answer.'],
};
const permit = {
  outcome: 'permit' as const,
  cites: ['9'],
  reasons: ['It was made for her care and is shown to those who care for her.'],
  remedies: [],
};

const toThePublic = {
  outcome: 'refuse' as const,
  cites: ['10'],
  reasons: ['The public may have access, and consent to that is not on record.'],
  remedies: ['Ask whether she agrees to publication, and record it.'],
};

const audiencesOf = (use: (typeof uses)[number]) => {
  if (use === 'care') return ['careTeam'] as const;
  return use === 'publicMedia' ? (['public'] as const) : (['medicalSetting', 'public'] as const);
};

export function answersOf(index: number): Output<'recording.answers'> {
  const hasCopy = renditionsOf(index).length > 1;
  const asked = uses.flatMap((use, place) => audiencesOf(use).map((audience) => ({ use, place, audience })));
  return asked.flatMap(({ use, place, audience }) =>
    (['original', 'anonymised'] as const).map((rendition) => {
      const base = { use, rendition, audience } as const;
      if (rendition === 'anonymised' && !hasCopy) {
        return {
          ...base,
          outcome: 'ask' as const,
          cites: ['10'],
          reasons: ['There is no anonymised copy yet.', 'The answer depends on what is left in it.'],
          remedies: ['Make an anonymised copy and sign it off.'],
        };
      }
      if (audience === 'public') return { ...base, ...toThePublic };
      return { ...base, ...(place % 3 === 0 ? permit : refusal) };
    }),
  );
}

export const decisionOf = (index: number): Output<'release.preview'>['items'][number]['decision'] => ({
  ...(index % 2 === 0 ? permit : refusal),
  followUps: [],
});

export const releaseOf = (index: number): Output<'release.list'>['releases'][number] => ({
  id: idOf(8, index),
  number: `L-${String(index + 1).padStart(6, '0')}`,
  at: at('2024-05-02T13:30:00.000Z'),
  by: custodian,
  use: 'teaching',
  audience: 'medicalSetting',
  disclosure: null,
  recipient: 'Dr Małgorzata Szczepańska-Krzyżanowska',
  organisation: 'Prifysgol Bangor',
  purpose: 'Lecture to the third year',
  until: day('2025-05-02'),
  items: [
    {
      recording: { id: idOf(1, 3), number: 'R-000004' },
      rendition: idOf(4, 3),
      fileName: 'R-000004.jpg',
      sha256: 'a'.repeat(64),
      state: 'out',
    },
    {
      recording: { id: idOf(1, 9), number: 'R-000010' },
      rendition: idOf(4, 9),
      fileName: 'R-000010.jpg',
      sha256: 'b'.repeat(64),
      state: 'returned',
    },
  ],
});

export const scheduleLines: Output<'retention.schedule'>['rules'] = [
  {
    name: 'Health record of an adult',
    records: 'general',
    ages: null,
    from: 'made',
    years: 8,
    source: 'NHS Records Management Code of Practice',
  },
  {
    name: 'Health record of a child',
    records: 'general',
    ages: { from: 0, to: 16 },
    from: 'birth',
    years: 25,
    source: 'NHS Records Management Code of Practice',
  },
];

export const history: Output<'recording.history'> = [
  {
    at: '2024-03-05T10:00:00.000Z' as Instant,
    by: people[1]!,
    what: 'Anonymised copy signed off.',
    entered: [],
  },
  {
    at: '2024-03-04T11:30:00.000Z' as Instant,
    by: people[0]!,
    what: 'Classified: made for care.',
    entered: ['category', 'madeFor', 'circumstances', 'records'],
  },
  {
    at: '2024-03-04T09:12:00.000Z' as Instant,
    by: people[0]!,
    what: 'Taken in and checked.',
    entered: [],
  },
];
