import { type InformedPoint, informedPoints, type Use } from '../policy/words.ts';

/** A consent form is made for one purpose; publication is asked for one named publication at a time [24]. */
export const formPurposes = ['record', 'teaching', 'research', 'audit', 'publication'] as const;
export type FormPurpose = (typeof formPurposes)[number];

/** What a question settles: the making, a use by itself, or a limit of both [13a, 14b]. */
export const asking = ['make', 'use', 'copies', 'identifiable', 'viewers', 'until'] as const;
type Asking = (typeof asking)[number];

/** Both boxes of every question, in the order in which they are printed. There is no third and none is filled in. */
export const boxes = ['yes', 'no'] as const;

export interface Question {
  readonly id: string;
  readonly asks: Asking;
  /** The use asked about; null where the question is of something else. */
  readonly use: Use | null;
  readonly text: string;
  readonly boxes: readonly string[];
  /** The line to fill in where the answer is no: who may see it, or until when it is kept. */
  readonly otherwise: string | null;
}

/** The wording of a form: what is explained [13a-c], and what is asked. */
export interface FormTemplate {
  readonly title: string;
  /** Opening paragraphs. */
  readonly opening: readonly string[];
  /** That no is as good an answer as yes; printed before any question. */
  readonly freeChoice: string;
  readonly informed: Readonly<Record<InformedPoint, string>>;
  readonly questions: readonly Question[];
}

/** Stands where the name of the publication is printed. */
export const publicationMark = '{publication}';

const useOfPurpose: Readonly<Record<FormPurpose, Use>> = {
  record: 'care',
  teaching: 'teaching',
  research: 'research',
  audit: 'audit',
  publication: 'publicMedia',
};

/** Wordings by which somebody may feel that a yes is expected, or that a no is to be explained [1, 13b]. */
const pressing =
  /\b(we hope|please (agree|say yes|sign)|(must|should|need to|have to|asked to) (agree|sign|say yes)|your help|help us|grateful|thank you for agreeing|most (people|patients)|nothing to worry|unfortunately|reason for (refusing|saying no)|explain why you|expect(ed)? (you|to agree))\b/i;

/** What every form asks besides, for the limits of what is agreed to are never supposed [13a, 14b]. */
const limits = {
  copies: 'whether copies may be made',
  identifiable: 'whether the patient may be recognised',
  viewers: 'who may see it',
  until: 'how long it may be kept',
} as const;

function questionFaults({ asks, use, text, boxes: printed, otherwise }: Question): string[] {
  const faults: string[] = [];
  if (printed.length !== boxes.length || printed.some((box, place) => box !== boxes[place]))
    faults.push(`“${text}” needs a box for yes and a box for no, and nothing else.`);
  if ((asks === 'use') !== (use !== null)) faults.push(`“${text}” is to ask about one use, or about none.`);
  if ((asks === 'viewers' || asks === 'until') !== (otherwise !== null))
    faults.push(
      `“${text}” is to have a line for the answer no where it asks who or how long, and only there.`,
    );
  return faults;
}

function setFaults(purpose: FormPurpose, questions: readonly Question[]): string[] {
  const faults: string[] = [];
  const uses = questions.flatMap(({ use }) => use ?? []);
  if (!uses.includes(useOfPurpose[purpose]))
    faults.push('The form does not ask about the use that it is for.');
  if (new Set(uses).size !== uses.length) faults.push('A use is asked about twice.');
  if (purpose !== 'publication' && uses.includes('publicMedia'))
    faults.push('Publication has a form of its own, which names the publication.');
  if (new Set(questions.map(({ id }) => id)).size !== questions.length)
    faults.push('Two questions have the same name.');
  for (const [limit, about] of Object.entries(limits))
    if (questions.filter(({ asks }) => asks === limit).length !== 1)
      faults.push(`The form is to have one question about ${about}.`);
  if (questions.filter(({ asks }) => asks === 'make').length > 1)
    faults.push('The making is asked about twice.');
  return faults;
}

function wordFaults(purpose: FormPurpose, template: FormTemplate): string[] {
  const { title, opening, freeChoice, informed, questions } = template;
  const texts = [
    title,
    ...opening,
    freeChoice,
    ...Object.values(informed),
    ...questions.map(({ text }) => text),
  ];
  const faults = texts
    .filter((text) => pressing.test(text))
    .map((text) => `“${text}” may be read as if agreement were expected.`);
  if (!/\bcare\b/i.test(informed.careUnaffected) || !/\bno\b/i.test(freeChoice))
    faults.push('The form is to say that no may be answered, and that care stays the same.');
  for (const { use, text } of questions)
    if ((use === 'publicMedia') !== text.includes(publicationMark))
      faults.push(`${publicationMark} belongs into the question about publication, and into no other.`);
  if (purpose !== 'publication' && texts.some((text) => text.includes(publicationMark)))
    faults.push(`${publicationMark} has no meaning in this form.`);
  return faults;
}

/** What keeps a wording from being used, a sentence for each fault; none where it may be printed. */
export function templateFaults(purpose: FormPurpose, template: FormTemplate): readonly string[] {
  const missing = informedPoints
    .filter((point) => template.informed[point].trim().length < 10)
    .map((point) => `The form does not explain one point of information (${point}).`);
  return [
    ...missing,
    ...template.questions.flatMap(questionFaults),
    ...setFaults(purpose, template.questions),
    ...wordFaults(purpose, template),
  ];
}

/** The wording with the publication's name where it belongs. */
export const withPublication = (text: string, publication: string): string =>
  text.replaceAll(publicationMark, () => publication);
