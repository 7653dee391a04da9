import { readFileSync } from 'node:fs';
import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { formTemplate } from '../../../shared/contract/form.ts';
import { formPurposes } from '../../../shared/domain/consent-form/template.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { agreementOf, idOf, indexOf, people } from './samples.ts';
import type { Scene } from './scenes.ts';

type FormOperation = Extract<
  OperationName,
  `form.${string}` | `signing.${string}` | 'session.handOver' | 'session.takeBack'
>;
type FormAnswers = { [Name in FormOperation]: (input: Parsed<Name>) => Output<Name> };

const at = '2026-03-02T09:00:00.000Z' as Instant;
const later = '2026-03-02T09:05:00.000Z' as Instant;

const wordingOf = (purpose: string) =>
  formTemplate.parse(
    (
      JSON.parse(
        readFileSync(new URL(`../../../resources/consent-forms/${purpose}.json`, import.meta.url), 'utf8'),
      ) as { template: unknown }
    ).template,
  );

const states = ['returned', 'out', 'entered', 'void'] as const;

function formOf(index: number): Output<'form.list'>['forms'][number] {
  const state = states[index % states.length] ?? 'out';
  const [subject] = agreementOf(index).subjects;
  return {
    id: idOf(20, index),
    number: `F-${String(index + 1).padStart(6, '0')}`,
    purpose: 'teaching',
    version: 1,
    title: wordingOf('teaching').title,
    publication: '',
    subject: subject as NonNullable<typeof subject>,
    state,
    issuedAt: at,
    issuedBy: people[0]!,
    changedAt: at,
    changedBy: people[0]!,
    reason: state === 'void' ? 'Printed twice' : '',
    agreement: state === 'entered' ? { id: idOf(6, 0), number: 'A-000001' } : null,
    scans:
      state === 'returned'
        ? [{ id: idOf(21, index), type: 'image/svg+xml', bytes: 90_000, pages: [1, 2] }]
        : [],
  };
}

/** Canned answers about consent forms. */
export const formAnswers = (scene: Scene): FormAnswers => ({
  'form.templates': () =>
    formPurposes.map((purpose) => ({
      purpose,
      template: wordingOf(purpose),
      versions: [{ version: 1, shipped: true, at: null, by: null, reason: '' }],
    })),
  'form.template': ({ purpose }) => ({ template: wordingOf(purpose) }),
  'form.setTemplate': () => ({ version: 2 }),
  'form.issue': ({ subjects }) => ({ forms: subjects.map((_, index) => formOf(index)) }),
  'form.list': ({ state, limit }) => {
    const all = scene.empty ? [] : Array.from({ length: 8 }, (_, index) => formOf(index));
    const forms = all.filter((form) => state === undefined || form.state === state);
    return { total: forms.length, forms: forms.slice(0, limit) };
  },
  'form.show': ({ form }) => ({
    ...formOf(indexOf(form)),
    template: wordingOf('teaching'),
    recordings: [],
    entry: null,
  }),
  'form.print': () => ({ url: `media/${idOf(20, 1)}`, expiresAt: later }),
  'form.receive': () => ({
    forms: [
      {
        outcome: 'matched',
        form: { id: idOf(20, 0), number: 'F-000001' },
        pages: [1],
        missing: [2],
        says: 'Form F-000001: page 1 came in; page 2 is still missing.',
      },
      {
        outcome: 'notMatched',
        form: null,
        pages: [2],
        missing: [],
        says: 'No code can be read on page 2 of this file, so nothing of that was taken in. Look at it, and put it with its form by its number.',
      },
    ],
  }),
  'form.openScan': ({ scan }) => ({ url: `media/${scan}`, type: 'image/svg+xml', expiresAt: later }),
  'form.enter': () => ({ agreements: [{ id: idOf(6, 0), number: 'A-000001' }], refused: false }),
  'form.void': () => ({}),
  'session.handOver': () => ({}),
  'session.takeBack': () => ({}),
  'signing.show': () => ({
    template: wordingOf('teaching'),
    publication: '',
    patient: 'Angharad Llywelyn-Bowen',
    answeredBy: '',
    language: 'Welsh',
    interpreter: 'Marged Elis',
    finished: false,
  }),
  'signing.complete': () => ({}),
});
