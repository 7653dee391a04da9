import type { Terms } from '../agreement/agreement.ts';
import { type Use, uses } from '../policy/words.ts';
import type { FormTemplate, Question } from './template.ts';

/** What stands in the boxes of a question. Neither or both ticked is `blank`, and blank is not a yes. */
export const tickedAnswers = ['yes', 'no', 'blank'] as const;
export type Ticked = (typeof tickedAnswers)[number];

/** What somebody read off a signed form, point by point. */
export interface FormEntry
  extends Pick<
    Terms,
    | 'givenBy'
    | 'givenByName'
    | 'givenOn'
    | 'subjectThen'
    | 'capacityNote'
    | 'capacityWords'
    | 'authority'
    | 'informed'
    | 'viewers'
    | 'keepUntil'
  > {
  readonly answers: Readonly<Record<string, Ticked>>;
  /** What the form says of the leaflet that was handed over, of its language, the interpreter and the time given [13c]. */
  readonly leaflet: {
    readonly version: string;
    readonly language: string;
    readonly interpreter: string;
    readonly timeGiven: string;
  };
}

export type FormState = 'out' | 'returned' | 'entered' | 'void';
export const formStates = ['out', 'returned', 'entered', 'void'] as const satisfies readonly FormState[];

const answerTo = (template: FormTemplate, entry: FormEntry, asks: Question['asks']): Ticked | null => {
  const question = template.questions.find((each) => each.asks === asks);
  return question ? (entry.answers[question.id] ?? null) : null;
};

const usesWith = (template: FormTemplate, entry: FormEntry, answer: Ticked): Use[] =>
  template.questions.flatMap(({ id, use }) => (use && entry.answers[id] === answer ? [use] : []));

/** Why this cannot be entered yet, as a sentence; null where it can. */
export function entryFault(template: FormTemplate, entry: FormEntry): string | null {
  const asked = new Set(template.questions.map(({ id }) => id));
  const unknown = Object.keys(entry.answers).some((id) => !asked.has(id));
  const open = template.questions.some(({ id }) => !Object.hasOwn(entry.answers, id));
  if (unknown || open) return 'Please enter what is ticked at every question: yes, no, or neither.';
  const { agreed, refused } = agreementsOf(template, entry);
  if (!agreed && !refused)
    return 'Neither yes nor no is ticked for the making or any use. Nothing was decided: please ask the patient, and mark this form void.';
  if (!agreed) return null;
  if (answerTo(template, entry, 'viewers') !== 'yes' && entry.viewers.length === 0)
    return 'Yes is not ticked for everybody described, and nobody is named. Please ask the patient who may see it; without names it could be shown to all.';
  if (answerTo(template, entry, 'until') !== 'yes' && entry.keepUntil === null)
    return 'Yes is not ticked for keeping it as long as needed, and no last day is written. Please ask the patient until when it may be kept.';
  return null;
}

/**
 * The agreements that a signed form makes. What was answered yes is agreed to. What was answered no is an objection, to
 * be marked withdrawn, so that it also ends what was allowed before; where nothing was agreed to, the refusal holds
 * every use [14e, 19]. What was left blank is neither.
 */
export function agreementsOf(
  template: FormTemplate,
  entry: FormEntry,
): { readonly agreed: Terms | null; readonly refused: Terms | null } {
  const { givenBy, givenByName, givenOn, subjectThen, capacityNote, informed } = entry;
  const { capacityWords = '', authority = null } = entry;
  const make = answerTo(template, entry, 'make');
  const [wanted, unwanted] = [usesWith(template, entry, 'yes'), usesWith(template, entry, 'no')];
  const who = { givenBy, givenByName, subjectThen, capacityNote, capacityWords, authority };
  const base = { ...who, givenOn, informed } as const;
  const signed = { ...base, form: 'written', notedInRecord: false } as const;
  const agrees = make === 'yes' || wanted.length > 0;
  const refuses = make === 'no' || unwanted.length > 0;
  const agreed: Terms = {
    ...signed,
    toMake: make === 'yes',
    uses: wanted,
    viewers: answerTo(template, entry, 'viewers') === 'yes' ? [] : entry.viewers,
    copiesAllowed: answerTo(template, entry, 'copies') === 'yes',
    identifiableAllowed: answerTo(template, entry, 'identifiable') === 'yes',
    keepUntil: answerTo(template, entry, 'until') === 'yes' ? null : entry.keepUntil,
  };
  const refused: Terms = {
    ...signed,
    toMake: make === 'no',
    uses: agrees ? unwanted : [...uses],
    viewers: [],
    copiesAllowed: false,
    identifiableAllowed: false,
    keepUntil: null,
  };
  return { agreed: agrees ? agreed : null, refused: refuses ? refused : null };
}
