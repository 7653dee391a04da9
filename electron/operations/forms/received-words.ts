import type { Output } from '../context.ts';

export type Received = Output<'form.receive'>['forms'][number];

const listed = new Intl.ListFormat('en-GB');
const pagesText = (pages: readonly number[]): string =>
  `${pages.length === 1 ? 'page' : 'pages'} ${listed.format(pages.map(String))}`;

const isAre = (pages: readonly number[]): string => (pages.length === 1 ? 'is' : 'are');

/** Each answer about a scan in the words that the desk reads. */
export const says = {
  matched: (number: string, pages: readonly number[], missing: readonly number[]): string =>
    pages.length === 0
      ? `The scan is with form ${number}, as you said. Its codes were not read.`
      : missing.length === 0
        ? `Form ${number}: ${pagesText(pages)} came in. Every page is here.`
        : `Form ${number}: ${pagesText(pages)} came in; ${pagesText(missing)} ${isAre(missing)} still missing.`,
  again: (number: string): string =>
    `This very scan is with form ${number} already. Nothing was stored twice.`,
  entered: (number: string, agreement: string): string =>
    `What is ticked on form ${number} is entered already, as ${agreement}. Attach the scan to that agreement if it shows something new.`,
  signed: (number: string): string =>
    `Form ${number} has come back already, so this was not kept. Please hand the device back.`,
  void: (number: string): string =>
    `Form ${number} was marked void, so its scan was not taken in. Ask whoever marked it, or issue a new form.`,
  otherLibrary: (library: string): string =>
    `This is a form of another library (${library}). It was not taken in; hand it to that library.`,
  forged: (number: string): string =>
    `The code names form ${number}, but this library did not make it. It was not taken in. Look at the paper, and ask where it was printed.`,
  unknown: (number: string): string =>
    `This library printed form ${number} but does not know it any more, as after an erasure or an older backup. It was not taken in.`,
  notOpen: (number: string): string =>
    `You are not entered as one of the care team of the patient of form ${number}. Hand the scan to the custodian.`,
  unread: (pages: readonly number[], of: number): string =>
    of === 1
      ? 'No code can be read on it. Look at it, and put it with its form by its number.'
      : `No code can be read on ${pagesText(pages)} of this file, so nothing of that was taken in. Look at it, and put it with its form by its number.`,
  nothing:
    'No page with a code can be found in this file. Look at it, and put it with its form by its number.',
} as const;
