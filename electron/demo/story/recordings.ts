import type { Input } from '../../../shared/contract/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Drawing } from '../../media/draw.ts';
import type { Box } from '../paint/canvas.ts';
import { endoscopy, endoscopyWriting, ultrasound, xray, xrayWriting } from '../paint/imaging.ts';
import { consultation } from '../paint/people.ts';
import { spoken } from '../paint/speech.ts';
import { labelBox, lesion, rash, wound } from '../paint/wound.ts';
import { grouped, type Patient, type PatientKey, patients } from '../people.ts';
import { labelOf, overlayOf, stamped } from '../studio.ts';

/** The days on which something happens, as days before today. The library is made before all of them. */
export const storyDays = [400, 330, 328, 150, 20, 0] as const;
export type StoryDay = (typeof storyDays)[number];
export const foundingDay = 420;

export type Made =
  | { readonly kind: 'picture'; readonly drawing: Drawing }
  | { readonly kind: 'sound'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'film';
      readonly frames: readonly Drawing[];
      readonly framesPerSecond: number;
      readonly seconds: number;
      readonly sound: Uint8Array | null;
    };

export type Classification = Input<'recording.classify'>['classification'];

/** One recording of the story. */
export interface Part {
  readonly key: string;
  /** What it stands for, in words for the report. */
  readonly shows: string;
  readonly on: StoryDay;
  readonly taken: number;
  readonly clock: string;
  readonly file: string;
  readonly of: readonly PatientKey[];
  readonly camera?: boolean;
  readonly make: (patient: Patient, day: Day, seed: number) => Made;
  /** Null where nobody has classified it yet. */
  readonly class: Classification | null;
  /** The anonymised copy: where words are filled, and how it was judged; null where it awaits its sign-off. */
  readonly copy?: {
    readonly regions: readonly Box[];
    readonly judged: 'notIdentifiable' | 'identifiable' | 'unassessed' | null;
  };
}

const care: Classification = { category: 'other', madeFor: 'care', circumstances: 'planned' };
const teaching: Classification = { ...care, madeFor: 'teaching' };

const fair = [226, 184, 162] as const;
const brown = [128, 86, 64] as const;
const tan = [196, 146, 116] as const;

const picture = (drawing: Drawing): Made => ({ kind: 'picture', drawing });

/** A case from some years ago, for whoever prepares a lecture: days before today. */
export const olderCaseDays = 2_750;

/** The visits of one leg ulcer: how long ago, when it was taken in, and how far it had healed. */
const visits = [
  { taken: 402, on: 400, healed: 0.02 },
  { taken: 374, on: 330, healed: 0.22 },
  { taken: 331, on: 330, healed: 0.42 },
  { taken: 240, on: 150, healed: 0.66 },
  { taken: 151, on: 150, healed: 0.84 },
  { taken: 1, on: 0, healed: 1 },
] as const;

const visitShows = [
  'ready: released for teaching, copies out',
  'ready',
  'ready',
  'recognisability still to be judged',
  'anonymised copy awaiting its sign-off',
  'needs class',
];

const judgements = ['notIdentifiable', 'notIdentifiable', 'notIdentifiable', 'unassessed', null] as const;

const wounds: readonly Part[] = visits.map(
  ({ taken, on, healed }, at): Part => ({
    key: `wound${at + 1}`,
    shows: visitShows[at] ?? '',
    on,
    taken,
    clock: `10:${String(12 + at * 7).padStart(2, '0')}:00`,
    file: `DSC_0${417 + at * 63} Llewellyn leg.jpg`,
    of: ['bronwen'],
    make: (patient, day, seed) =>
      picture(wound({ seed: seed + 5, tone: fair, healed, label: labelOf(patient, day, 'left lower leg') })),
    class: at === 5 ? null : care,
    ...(at === 5 ? {} : { copy: { regions: [labelBox], judged: judgements[at] ?? null } }),
  }),
);

const skinParts: readonly Part[] = [
  {
    key: 'nia',
    shows: 'erased, with a certificate',
    on: 400,
    taken: 401,
    clock: '14:20:00',
    file: 'Bowen Nia rash forearm.jpg',
    of: ['nia'],
    make: (patient, day, seed) =>
      picture(rash({ seed: seed + 31, tone: fair, label: labelOf(patient, day, 'right forearm') })),
    class: { ...care, madeFor: 'research' },
    copy: { regions: [labelBox], judged: 'notIdentifiable' },
  },
  {
    key: 'eluned',
    shows: 'permission expired',
    on: 400,
    taken: 401,
    clock: '15:05:00',
    file: 'DSC_0423.JPG',
    of: ['eluned'],
    make: (patient, day, seed) =>
      picture(
        lesion({ seed: seed + 3, tone: fair, pigment: [104, 62, 44], label: labelOf(patient, day, 'back') }),
      ),
    class: teaching,
    copy: { regions: [labelBox], judged: 'notIdentifiable' },
  },
  {
    key: 'tadeusz',
    shows: 'permission about to lapse; copies out and returned',
    on: 400,
    taken: 401,
    clock: '15:40:00',
    file: 'DSC_0429.JPG',
    of: ['tadeusz'],
    make: (patient, day, seed) =>
      picture(wound({ seed: seed + 77, tone: tan, healed: 0.5, label: labelOf(patient, day, 'right heel') })),
    class: teaching,
    copy: { regions: [labelBox], judged: 'notIdentifiable' },
  },
  {
    key: 'zbigniew',
    shows: 'confirmation owed',
    on: 150,
    taken: 152,
    clock: '09:30:00',
    file: 'DSC_0755.JPG',
    of: ['zbigniew'],
    make: (patient, day, seed) =>
      picture(
        lesion({
          seed: seed + 12,
          tone: fair,
          pigment: [70, 42, 34],
          label: labelOf(patient, day, 'shoulder'),
        }),
      ),
    class: teaching,
  },
  {
    key: 'rhodri',
    shows: 'withdrawn and on hold, a copy to be recalled',
    on: 150,
    taken: 153,
    clock: '11:15:00',
    file: 'DSC_0761.JPG',
    of: ['rhodri'],
    make: (patient, day, seed) =>
      picture(
        wound({ seed: seed + 9, tone: brown, healed: 0.3, label: labelOf(patient, day, 'right shin') }),
      ),
    class: teaching,
    copy: { regions: [labelBox], judged: 'notIdentifiable' },
  },
  {
    key: 'priya',
    shows: 'emergency: consent still to be sought',
    on: 150,
    taken: 151,
    clock: '03:12:00',
    file: 'DSC_0770.JPG',
    of: ['priya'],
    make: (patient, day, seed) =>
      picture(
        wound({ seed: seed + 21, tone: brown, healed: 0.08, label: labelOf(patient, day, 'left arm') }),
      ),
    class: { ...teaching, circumstances: 'emergency' },
  },
  {
    key: 'twins',
    shows: 'needs agreement: two sisters, one of them not agreed for',
    on: 150,
    taken: 152,
    clock: '13:48:00',
    file: 'Prydderch twins both arms.jpg',
    of: ['gwenllian', 'gwenhwyfar'],
    make: (patient, day, seed) =>
      picture(rash({ seed: seed + 45, tone: fair, label: labelOf(patient, day, 'both sisters') })),
    class: care,
  },
  {
    key: 'gwenllian',
    shows: 'limited: the patient can be recognised in the copy',
    on: 150,
    taken: 152,
    clock: '13:55:00',
    file: 'DSC_0783.JPG',
    of: ['gwenllian'],
    make: (patient, day, seed) =>
      picture(rash({ seed: seed + 58, tone: fair, label: labelOf(patient, day, 'left arm') })),
    class: care,
    copy: { regions: [labelBox], judged: 'identifiable' },
  },
  {
    key: 'olderCase',
    shows: 'ready: a case from some years ago',
    on: 330,
    taken: olderCaseDays,
    clock: '11:20:00',
    file: 'DSC_0093.JPG',
    of: ['ngozi'],
    make: (patient, day, seed) =>
      picture(
        wound({ seed: seed + 131, tone: brown, healed: 0.12, label: labelOf(patient, day, 'right foot') }),
      ),
    class: teaching,
    copy: { regions: [labelBox], judged: 'notIdentifiable' },
  },
  ...[117, 118].map(
    (slide, at): Part => ({
      key: `legacy${at + 1}`,
      shows: 'legacy: made before 1997, no permission recorded',
      on: 150,
      taken: 155,
      clock: '16:00:00',
      file: `Slide 1994-${slide}.jpg`,
      of: [],
      camera: false,
      make: (_patient, _day, seed) =>
        picture(wound({ seed: seed + 200 + at * 40, tone: tan, healed: 0.35 + at * 0.25, label: [] })),
      class: { ...teaching, made: { earliest: '1994-01-01' as Day, latest: '1994-12-31' as Day } },
    }),
  ),
];

const machineParts: readonly Part[] = [
  {
    key: 'endoscopy',
    shows: 'ready: released for teaching, copies out',
    on: 400,
    taken: 403,
    clock: '11:02:31',
    file: 'EVIS_20.jpg',
    of: ['sion'],
    camera: false,
    make: (patient, day, seed) => picture(endoscopy(seed + 2, overlayOf(patient, day, '11:02:31'), 0.3)),
    class: { ...care, category: 'internalOrgan' },
    copy: { regions: endoscopyWriting, judged: 'notIdentifiable' },
  },
  {
    key: 'xray',
    shows: 'ready: an X-ray, its margin covered',
    on: 330,
    taken: 332,
    clock: '08:47:00',
    file: 'CR chest PA.png',
    of: ['ngozi'],
    camera: false,
    make: (patient, day, seed) => picture(xray(seed + 4, overlayOf(patient, day, '08:47'))),
    class: { ...care, category: 'xray' },
    copy: { regions: xrayWriting, judged: 'notIdentifiable' },
  },
  {
    key: 'ultrasound',
    shows: 'needs anonymising',
    on: 150,
    taken: 152,
    clock: '10:21:44',
    file: 'US abdomen 03.jpg',
    of: ['myfanwy'],
    camera: false,
    make: (patient, day, seed) => picture(ultrasound(seed + 8, overlayOf(patient, day, '10:21:44'))),
    class: { ...care, category: 'ultrasound' },
  },
  {
    key: 'ultrasound2',
    shows: 'needs class',
    on: 0,
    taken: 1,
    clock: '15:32:10',
    file: 'US abdomen 07.jpg',
    of: ['myfanwy'],
    camera: false,
    make: (patient, day, seed) => picture(ultrasound(seed + 18, overlayOf(patient, day, '15:32:10'))),
    class: null,
  },
  {
    key: 'film',
    shows: 'a film that needs anonymising',
    on: 20,
    taken: 22,
    clock: '11:40:00',
    file: 'EVIS_clip_04.mp4',
    of: ['sion'],
    make: (patient, day, seed) => ({
      kind: 'film',
      frames: Array.from({ length: 8 }, (_, at) =>
        endoscopy(seed + 2, overlayOf(patient, day, `11:40:0${Math.floor(at / 4)}`), at / 4),
      ),
      framesPerSecond: 4,
      seconds: 6,
      sound: null,
    }),
    class: { ...care, category: 'internalOrgan' },
  },
  {
    key: 'consultation',
    shows: 'withdrawn: quarantined, its erasure proposed',
    on: 150,
    taken: 153,
    clock: '14:06:10',
    file: 'Consultation Przybyszewska.mp4',
    of: ['aleksandra'],
    make: (patient, day, seed) => ({
      kind: 'film',
      frames: consultation({
        caption: `${patient.familyName.toUpperCase()}, ${patient.givenName}  ${grouped(patient.nhs)}`,
        day: stamped(day),
      }),
      framesPerSecond: 4,
      seconds: 12,
      sound: spoken(seed + 6, 12, 16_000),
    }),
    class: teaching,
  },
  {
    key: 'covert',
    shows: 'made without the patient’s knowledge: sealed, and opened by two people together',
    on: 20,
    taken: 24,
    clock: '02:14:30',
    file: 'Bay 4 camera 0214.jpg',
    of: ['iorwerth'],
    camera: false,
    make: (_patient, day) => {
      const [still] = consultation({ caption: 'BAY 4', day: stamped(day) });
      if (!still) throw new RangeError('A consultation has at least one picture');
      return picture(still);
    },
    class: { ...care, circumstances: 'covert', colleagueConsulted: true },
  },
  ...(['without', 'with'] as const).map(
    (word, at): Part => ({
      key: `call${at + 1}`,
      shows:
        at === 0 ? 'put right: callers were not told' : 'a telephone call, callers told, consent for audit',
      on: 150,
      taken: 154,
      clock: at === 0 ? '09:05:00' : '09:41:00',
      file: `Call ${at + 1} ${word} announcement.wav`,
      of: ['iorwerth'],
      make: (_patient, _day, seed) => ({ kind: 'sound', bytes: spoken(seed + 40 + at, 14, 8_000) }),
      class: { ...care, madeFor: 'audit', circumstances: 'telephoneCall', callerNotice: at === 1 },
    }),
  ),
];

export const parts: readonly Part[] = [...wounds, ...skinParts, ...machineParts];

/** The patient whose name stands on a recording; of two, the first. A slide of nobody known bears no label. */
export const patientOf = ({ of: [first] }: Part): Patient => patients[first ?? 'bronwen'];
