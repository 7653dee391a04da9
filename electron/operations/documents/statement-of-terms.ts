import type { Audience, Use } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { type Block, pdf } from './pdf.ts';

/** What a release was made for, as its recipient reads it. */
export interface Terms {
  readonly number: string;
  readonly library: string;
  readonly releasedOn: Day;
  readonly releasedBy: string;
  readonly recipient: string;
  readonly organisation: string;
  readonly use: Use;
  readonly audience: Audience;
  readonly purpose: string;
  readonly until: Day | null;
  readonly files: number;
  /** Some of the copies are originals, from which the patient may be known. */
  readonly identifiable: boolean;
}

const useNames: Readonly<Record<Use, string>> = {
  care: 'the care of the patient',
  teaching: 'teaching',
  assessmentOfDoctors: 'the assessment of doctors',
  audit: 'clinical audit',
  research: 'research',
  medicoLegal: 'the legal or complaints matter named below',
  publicMedia: 'publication',
};
const audienceNames: Readonly<Record<Audience, string>> = {
  careTeam: 'the team that cares for the patient',
  medicalSetting: 'health professionals and students in a medical setting',
  public: 'the public',
};

const fields = (terms: Terms): Block => ({
  what: 'fields',
  rows: [
    ['Release', terms.number],
    ['Released on', terms.releasedOn],
    ['Released by', `${terms.releasedBy}, ${terms.library}`],
    ['Recipient', terms.organisation ? `${terms.recipient}, ${terms.organisation}` : terms.recipient],
    ['Copies', terms.files === 1 ? '1 file' : `${terms.files} files`],
    ['For', useNames[terms.use]],
    ['To be seen by', audienceNames[terms.audience]],
    ...(terms.purpose ? [['Purpose', terms.purpose] as const] : []),
    ['Until', terms.until ?? 'no end date was set'],
  ],
});

const mayNot = (terms: Terms): readonly string[] => [
  `They may not be used for anything but ${useNames[terms.use]}, and may not be shown to anybody but ${audienceNames[terms.audience]}.`,
  'They may not be passed on, published or put on the internet or social media unless this page says so.',
  'Nobody may try to find out who the patient is.',
  'They may not be altered so that they mislead, nor parted from this page.',
];

const ends = ({ until }: Terms): string =>
  until
    ? `After ${until} the copies may no longer be used. Destroy them and tell the library that you have.`
    : 'When you no longer need the copies, destroy them and tell the library that you have.';

/** The page of terms that goes with a release, in plain words. */
export const termsPdf = (terms: Terms): Promise<Uint8Array> =>
  pdf({
    title: `Terms of release ${terms.number}`,
    subtitle: 'This page belongs to the copies beside it. Keep it with them.',
    foot: `Release ${terms.number}`,
    blocks: [
      fields(terms),
      { what: 'heading', text: 'What these copies are' },
      {
        what: 'text',
        text: `They are copies of clinical recordings of patients. They were released because the rules on such recordings, and what the patients agreed to, allow this use.${
          terms.identifiable
            ? ' Patients may be recognisable in them: they are confidential.'
            : ' They have been anonymised. They stay confidential all the same.'
        }`,
      },
      { what: 'heading', text: 'What may not be done with them' },
      { what: 'list', items: mayNot(terms) },
      { what: 'heading', text: 'What you are asked to do' },
      {
        what: 'list',
        items: [
          'Keep the copies where only those named above can reach them.',
          ends(terms),
          'A patient may withdraw. If the library recalls a copy, stop using it at once and say what became of it.',
          `If a copy is lost or has been seen by somebody who should not have seen it, tell ${terms.releasedBy} at once and name release ${terms.number}.`,
        ],
      },
    ],
  });
