import type { Day } from '../../../shared/kernel/day.ts';
import { type Block, pdf } from './pdf.ts';

/** Copies called back from one recipient, by what the recipient knows them: the names of their files. */
export interface RecallLetter {
  readonly number: string;
  readonly library: string;
  readonly writtenOn: Day;
  readonly writtenBy: string;
  readonly releasedOn: Day;
  readonly recipient: string;
  readonly organisation: string;
  readonly purpose: string;
  readonly by: Day;
  readonly files: readonly string[];
}

const counted = (letter: RecallLetter): string =>
  letter.files.length === 1 ? 'the copy named below' : `the ${letter.files.length} copies named below`;

const fields = (letter: RecallLetter): Block => ({
  what: 'fields',
  rows: [
    ['To', letter.organisation ? `${letter.recipient}, ${letter.organisation}` : letter.recipient],
    ['From', `${letter.writtenBy}, ${letter.library}`],
    ['Date', letter.writtenOn],
    ['Release', `${letter.number} of ${letter.releasedOn}`],
    ...(letter.purpose ? [['Purpose', letter.purpose] as const] : []),
    ['Answer by', letter.by],
  ],
});

/** Nothing is said of the patient or of why: neither is the recipient's to know. */
const asked = (letter: RecallLetter): readonly string[] => [
  `Stop using ${counted(letter)} today, also in lectures, on websites and in what is being prepared.`,
  `Destroy every copy, or return it, by ${letter.by}: in folders, slides, e-mail, on sticks, telephones and in backups as far as you can reach them.`,
  'Ask the same of everybody to whom you gave one.',
  'Where a copy cannot be destroyed, as in print, tell us where it is.',
  `Fill in the answer below and send it to ${letter.writtenBy}. Name release ${letter.number}.`,
];

const blank = '______________________________';

/** A letter that calls copies back, with the answer to be returned. */
export const recallLetterPdf = (letter: RecallLetter): Promise<Uint8Array> =>
  pdf({
    title: `Recall of copies from release ${letter.number}`,
    subtitle: 'Please act on this letter as soon as you have it.',
    foot: `Recall of release ${letter.number}`,
    blocks: [
      fields(letter),
      {
        what: 'text',
        text: `We gave you copies of clinical recordings of patients. ${letter.files.length === 1 ? 'One of them' : `Of them, ${letter.files.length}`} may no longer be used, and we ask for ${letter.files.length === 1 ? 'it' : 'them'} back.`,
      },
      { what: 'heading', text: 'What you are asked to do' },
      { what: 'list', items: asked(letter) },
      { what: 'heading', text: letter.files.length === 1 ? 'The copy' : 'The copies' },
      { what: 'list', items: letter.files },
      { what: 'heading', text: 'Your answer' },
      {
        what: 'fields',
        rows: [
          ['Destroyed on', blank],
          ['Returned on', blank],
          ['Passed on to', blank],
          ['Not destroyed', blank],
          ['Name', blank],
          ['Signature, date', blank],
        ],
      },
    ],
  });
