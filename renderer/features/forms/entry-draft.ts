import type { Ticked } from '../../../shared/domain/consent-form/entry.ts';
import { informedPoints } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Entry, FormShown } from './form-words.ts';

/** What is read off a form while it is read: no box is supposed to be ticked, and the day may not be readable yet. */
export type EntryDraft = Omit<Entry, 'givenOn' | 'answers'> & {
  readonly givenOn: Day | null;
  readonly answers: Readonly<Record<string, Ticked | undefined>>;
};

export const blankEntry = (): EntryDraft => ({
  answers: {},
  givenBy: 'patient',
  givenByName: '',
  givenOn: null,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  capacityWords: '',
  authority: null,
  informed: Object.fromEntries(informedPoints.map((point) => [point, false])) as Entry['informed'],
  viewers: [],
  keepUntil: null,
  leaflet: { version: '', language: '', interpreter: '', timeGiven: '' },
});

/** The entry as it is sent; null while something is missing that every form has. */
export function entryOf({ questions }: FormShown['template'], draft: EntryDraft): Entry | null {
  const { answers: ticked, givenOn, ...rest } = draft;
  const answers: Record<string, Ticked> = {};
  for (const { id } of questions) {
    const answer = ticked[id];
    if (answer) answers[id] = answer;
  }
  if (givenOn === null || Object.keys(answers).length < questions.length) return null;
  return { ...rest, answers, givenOn, viewers: rest.viewers.map((name) => name.trim()).filter(Boolean) };
}
