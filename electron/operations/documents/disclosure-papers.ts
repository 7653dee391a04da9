import type { DisclosureKind } from '../../../shared/domain/disclosure/kinds.ts';
import { disclosureNames } from '../../../shared/domain/disclosure/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { type Block, pdf } from './pdf.ts';

/** What a recipient reads of copies that were disclosed: nothing of the patient, and nothing of why. */
export interface DisclosureStatement {
  readonly number: string;
  readonly disclosure: string;
  readonly kind: DisclosureKind;
  readonly library: string;
  readonly givenOn: Day;
  readonly givenBy: string;
  readonly recipient: string;
  readonly organisation: string;
  readonly files: number;
}

const asks: Readonly<Record<DisclosureKind, readonly string[]>> = {
  preventHarm: [
    'They are for this one purpose. Use them for nothing else, and show them to nobody who does not need them for it.',
    'Destroy or return the copies when they are no longer needed for it, and tell the library.',
  ],
  requiredByLaw: [
    'They are given for the matter for which the law asks for them, and for nothing else.',
    'Ask before they are shown in public, so that whoever is in them can be protected.',
  ],
  patientsCopy: [
    'They are yours to keep. What is done with them from here on is for you to decide; the library can neither protect them nor take them back.',
    'Where other people are in them, please think of them before you share or publish anything.',
  ],
  transferOfCare: [
    'They belong to the medical record of the patient. Keep them with it and guard them like it.',
    'They are given for the patient’s care. Any other use needs the patient’s consent, which does not come with them.',
  ],
};

const fields = (statement: DisclosureStatement): Block => ({
  what: 'fields',
  rows: [
    ['Copies', statement.files === 1 ? '1 file' : `${statement.files} files`],
    ['Release', statement.number],
    ['Disclosure', `${statement.disclosure}: ${disclosureNames[statement.kind].toLowerCase()}`],
    ['Given on', statement.givenOn],
    ['Given by', `${statement.givenBy}, ${statement.library}`],
    [
      'Given to',
      statement.organisation ? `${statement.recipient}, ${statement.organisation}` : statement.recipient,
    ],
  ],
});

/** The page that goes with disclosed copies. */
export const disclosureStatementPdf = (statement: DisclosureStatement): Promise<Uint8Array> =>
  pdf({
    title: `Copies given under disclosure ${statement.disclosure}`,
    subtitle: 'This page belongs to the copies beside it. Keep it with them.',
    foot: `Release ${statement.number}`,
    blocks: [
      fields(statement),
      { what: 'heading', text: 'What these copies are' },
      {
        what: 'text',
        text: 'They are copies of clinical recordings and are confidential. They were given for the reason named above and for no use: what patients agreed to is not extended by it.',
      },
      { what: 'heading', text: 'What you are asked to do' },
      {
        what: 'list',
        items: [
          ...asks[statement.kind],
          `If a copy is lost or has been seen by somebody who should not have seen it, tell ${statement.givenBy} at once and name release ${statement.number}.`,
        ],
      },
    ],
  });

/** The record of a disclosure as the library files it: names and values, and what is in its scope. */
export interface DisclosureRecord {
  readonly number: string;
  readonly library: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
  readonly words: readonly (readonly [name: string, value: string])[];
  readonly recordings: readonly string[];
}

export const disclosureRecordPdf = (record: DisclosureRecord): Promise<Uint8Array> =>
  pdf({
    title: `Record of disclosure ${record.number}`,
    subtitle: `${record.library}. For the library’s own file: it is not given to the recipient.`,
    foot: `Disclosure ${record.number} · ${record.library}`,
    blocks: [
      { what: 'fields', rows: record.rows },
      { what: 'heading', text: 'Why' },
      record.words.length > 0
        ? { what: 'fields', rows: record.words }
        : { what: 'text', text: 'What was written about it went with a recording that has been erased.' },
      { what: 'heading', text: 'What it covers' },
      { what: 'list', items: record.recordings },
    ],
  });
