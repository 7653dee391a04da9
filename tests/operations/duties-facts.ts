import type {
  AgreementRow,
  RecordingRow,
  RenditionRow,
  SignOffRow,
  SubjectRow,
} from '../../electron/catalogue/rows.ts';
import { noSeal } from '../../electron/catalogue/sealing.ts';
import type { RecordingFacts } from '../../electron/operations/gather.ts';
import type { Terms } from '../../shared/domain/agreement/agreement.ts';
import { day, idOf, recording, subject, terms } from '../rooms/catalogue/made-up.ts';

const written = terms({ uses: ['teaching'], copiesAllowed: true, identifiableAllowed: true });
export interface Changes {
  readonly recording?: Partial<RecordingRow>;
  readonly made?: string | { readonly earliest: string; readonly latest: string };
  readonly agreements?: readonly (Partial<Terms> & {
    readonly after?: AgreementRow['afterRecording'];
    readonly answeredOn?: string;
  })[];
  readonly patient?: Partial<SubjectRow>;
  readonly anonymised?: SignOffRow['identifiability'];
  readonly copiesUntil?: readonly string[];
}

const rendition = (number: number, kind: RenditionRow['kind']): RenditionRow => ({
  id: idOf(number),
  recording: idOf(1),
  kind,
  parent: null,
  blob: idOf(number + 1_000),
  container: 'jpeg',
  width: null,
  height: null,
  bytes: 1,
  mark: `mark-${number}`,
  madeAt: '2024-01-01T09:00:00.000Z' as RenditionRow['madeAt'],
  madeBy: idOf(9),
  recipe: null,
  verification: null,
});

const signOff = (identifiability: SignOffRow['identifiability']): SignOffRow => ({
  rendition: idOf(12),
  by: idOf(9),
  at: '2024-01-02T09:00:00.000Z' as SignOffRow['at'],
  lookedAt: ['the whole'],
  identifiability,
  mark: 'mark-12',
  trailHead: '',
  signature: '',
  voidedAt: null,
  awaitsSecond: false,
});

/** A recording for teaching, made on 5 May 2019, of one patient who agreed and was asked afterwards. */
export function facts({ made = '2019-05-05', ...changes }: Changes): RecordingFacts {
  const days = typeof made === 'string' ? { earliest: made, latest: made } : made;
  const row = recording(1, { category: 'other', madeFor: 'teaching', circumstances: 'planned' });
  const given = changes.agreements ?? [{ after: 'confirmed' as const }];
  return {
    recording: {
      ...row,
      number: 1,
      standing: 'needsClass',
      ...changes.recording,
      made: { ...row.made, earliest: day(days.earliest), latest: day(days.latest) },
    },
    renditions: [
      { row: rendition(11, 'original'), signOff: null },
      ...(changes.anonymised
        ? [{ row: rendition(12, 'anonymised'), signOff: signOff(changes.anonymised) }]
        : []),
    ],
    subjects: [
      {
        row: { ...subject(1), number: 1, ...changes.patient },
        careTeam: [],
        agreements: given.map(({ after = 'confirmed', answeredOn = '2019-05-06', ...part }, at) => ({
          id: idOf(100 + at),
          number: at + 1,
          terms: { ...written, givenOn: day('2019-05-01'), ...part },
          afterRecording: after,
          answeredOn: after === 'confirmed' ? day(answeredOn) : null,
          subjects: [subject(1).id],
        })),
      },
    ],
    copiesUntil: (changes.copiesUntil ?? []).map(day),
    seal: noSeal,
  };
}
