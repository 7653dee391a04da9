import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formTemplate } from '../../../shared/contract/form.ts';
import { codeText, type PageCode, readCode } from '../../../shared/domain/consent-form/code.ts';
import {
  agreementsOf,
  entryFault,
  type FormEntry,
  tickedAnswers,
} from '../../../shared/domain/consent-form/entry.ts';
import {
  type FormPurpose,
  type FormTemplate,
  formPurposes,
  templateFaults,
  withPublication,
} from '../../../shared/domain/consent-form/template.ts';
import { informedPoints, uses } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';

const folder = new URL('../../../resources/consent-forms/', import.meta.url);
const wordingOf = (purpose: string): FormTemplate =>
  formTemplate.parse(
    (JSON.parse(readFileSync(new URL(`${purpose}.json`, folder), 'utf8')) as { template: unknown }).template,
  );
const day = (text: string): Day => text as Day;

test('there is a wording for each purpose and no other', () => {
  expect(readdirSync(folder).sort()).toEqual(formPurposes.map((purpose) => `${purpose}.json`).sort());
});

describe.each(formPurposes)('the wording for %s', (purpose) => {
  const wording = wordingOf(purpose);

  test('has no fault', () => {
    expect(templateFaults(purpose, wording)).toEqual([]);
  });

  test('asks each question with a yes, a no and nothing filled in', () => {
    for (const question of wording.questions) {
      expect(question.boxes).toEqual(['yes', 'no']);
      expect(Object.keys(question).sort()).toEqual(['asks', 'boxes', 'id', 'otherwise', 'text', 'use']);
      expect(question.text).toMatch(/^May .*\?/);
    }
  });

  test('asks about each use by itself, and about every limit', () => {
    for (const { asks, use } of wording.questions) expect(use === null).toBe(asks !== 'use');
    const asked = wording.questions.map(({ asks }) => asks);
    expect(asked).toEqual(
      expect.arrayContaining(['make', 'use', 'copies', 'identifiable', 'viewers', 'until']),
    );
  });

  test('explains each point, and that no costs nothing', () => {
    for (const point of informedPoints) expect(wording.informed[point].length, point).toBeGreaterThan(30);
    expect(wording.freeChoice).toContain('No is as good an answer as yes');
    expect(wording.informed.careUnaffected).toMatch(/stay the same whether you answer yes or no/);
  });
});

const spoilt: readonly (readonly [string, FormPurpose, (wording: FormTemplate) => FormTemplate])[] = [
  [
    'a missing no',
    'teaching',
    (w) => ({ ...w, questions: w.questions.map((q) => ({ ...q, boxes: ['yes'] })) }),
  ],
  [
    'no before yes',
    'audit',
    (w) => ({ ...w, questions: w.questions.map((q) => ({ ...q, boxes: ['no', 'yes'] })) }),
  ],
  ['a wish for a yes', 'research', (w) => ({ ...w, opening: ['We hope that you will say yes.'] })],
  [
    'thanks in advance',
    'research',
    (w) => ({ ...w, freeChoice: `${w.freeChoice} We are grateful for your help.` }),
  ],
  ['a point not explained', 'record', (w) => ({ ...w, informed: { ...w.informed, storage: '' } })],
  [
    'care not spoken of',
    'record',
    (w) => ({ ...w, informed: { ...w.informed, careUnaffected: 'Nothing will change for you.' } }),
  ],
  [
    'publication in another form',
    'audit',
    (w) => ({
      ...w,
      questions: [...w.questions, { ...w.questions[1]!, id: 'more', use: 'publicMedia' as const }],
    }),
  ],
  [
    'no publication named',
    'publication',
    (w) => ({
      ...w,
      questions: w.questions.map((q) => ({ ...q, text: q.text.replace('{publication}', 'a journal') })),
    }),
  ],
  [
    'no question about copies',
    'teaching',
    (w) => ({ ...w, questions: w.questions.filter(({ asks }) => asks !== 'copies') }),
  ],
  [
    'one use asked twice',
    'teaching',
    (w) => ({ ...w, questions: [...w.questions, { ...w.questions[1]!, id: 'again' }] }),
  ],
];

test.each(spoilt)('a wording with %s is not printed', (_, purpose, spoil) => {
  expect(templateFaults(purpose, spoil(wordingOf(purpose))).length).toBeGreaterThan(0);
});

test('the name of a publication stands as it is written', () => {
  expect(withPublication('in {publication}?', 'Pain $& Care')).toBe('in Pain $& Care?');
});

const teaching = wordingOf('teaching');
const entry = (answers: FormEntry['answers'], more: Partial<FormEntry> = {}): FormEntry => ({
  answers: {
    make: 'yes',
    teaching: 'yes',
    assessment: 'yes',
    copies: 'yes',
    identifiable: 'no',
    viewers: 'yes',
    until: 'yes',
    ...answers,
  },
  givenBy: 'patient',
  givenByName: '',
  givenOn: day('2026-03-10'),
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  informed: Object.fromEntries(informedPoints.map((point) => [point, true])) as FormEntry['informed'],
  viewers: [],
  keepUntil: null,
  leaflet: { version: '', language: '', interpreter: '', timeGiven: '' },
  ...more,
});

describe('what is ticked', () => {
  test('yes everywhere is agreed to, within the limits', () => {
    const { agreed, refused } = agreementsOf(teaching, entry({}));
    expect(refused).toBeNull();
    expect(agreed).toMatchObject({
      toMake: true,
      uses: ['teaching', 'assessmentOfDoctors'],
      form: 'written',
      copiesAllowed: true,
      identifiableAllowed: false,
    });
  });

  test('no everywhere is a refusal that holds every use', () => {
    const no = Object.fromEntries(teaching.questions.map(({ id }) => [id, 'no' as const]));
    expect(entryFault(teaching, entry(no))).toBeNull();
    const { agreed, refused } = agreementsOf(teaching, entry(no));
    expect(agreed).toBeNull();
    expect(refused).toMatchObject({ toMake: true, uses: [...uses] });
  });

  test('a no beside a yes is an objection to that use alone', () => {
    const { agreed, refused } = agreementsOf(teaching, entry({ assessment: 'no' }));
    expect(agreed?.uses).toEqual(['teaching']);
    expect(refused).toMatchObject({ toMake: false, uses: ['assessmentOfDoctors'] });
  });

  test('an empty box is neither', () => {
    const { agreed, refused } = agreementsOf(teaching, entry({ assessment: 'blank' }));
    expect([agreed?.uses, refused]).toEqual([['teaching'], null]);
    const blank = Object.fromEntries(teaching.questions.map(({ id }) => [id, 'blank' as const]));
    expect(entryFault(teaching, entry(blank))).toContain('Nothing was decided');
  });

  test('a question passed over is asked for', () => {
    const { copies: _, ...rest } = entry({}).answers;
    expect(entryFault(teaching, { ...entry({}), answers: rest })).toContain('every question');
  });

  test.each(['no', 'blank'] as const)('%s to all viewers needs names, and no end needs a day', (answer) => {
    expect(entryFault(teaching, entry({ viewers: answer }))).toContain('nobody is named');
    expect(entryFault(teaching, entry({ viewers: answer }, { viewers: ['Dr Lee'] }))).toBeNull();
    expect(entryFault(teaching, entry({ until: answer }))).toContain('no last day');
    expect(entryFault(teaching, entry({ until: answer }, { keepUntil: day('2030-01-01') }))).toBeNull();
  });

  test('nothing is agreed to but what was answered yes', () => {
    const ids = teaching.questions.map(({ id }) => id);
    const answers = fc.record(Object.fromEntries(ids.map((id) => [id, fc.constantFrom(...tickedAnswers)])));
    fc.assert(
      fc.property(answers, (ticked) => {
        const { agreed, refused } = agreementsOf(teaching, entry(ticked as FormEntry['answers']));
        for (const { id, use } of teaching.questions) {
          if (!use) continue;
          expect(agreed?.uses.includes(use) ?? false).toBe(ticked[id] === 'yes');
          if (ticked[id] === 'no') expect(refused?.uses).toContain(use);
        }
        if (agreed) {
          expect(agreed.toMake).toBe(ticked.make === 'yes');
          expect(agreed.copiesAllowed).toBe(ticked.copies === 'yes');
          expect(agreed.identifiableAllowed).toBe(ticked.identifiable === 'yes');
        }
      }),
    );
  });
});

describe('a code', () => {
  const code: PageCode = { library: '0A1B2C3D', number: 17, page: 1, pages: 2 };
  const check = '0123456789ABCDEF';

  test('is read back, and holds nothing else', () => {
    expect(readCode(codeText(code, check))).toEqual({ ...code, check });
  });

  test.each([
    'https://example.org',
    'CUSTOS1/0A1B2C3D/000017/3-2/0123456789ABCDEF',
    'CUSTOS1/0A1B2C3D/000000/1-2/0123456789ABCDEF',
    'CUSTOS1/0A1B2C3D/000017/01-2/0123456789ABCDEF',
    'CUSTOS1/0A1B2C3D/000017/1-2/0123456789abcdef',
    'CUSTOS1/0A1B2C3D/000017/1-2/0123456789ABCDEF/',
    ' CUSTOS1/0A1B2C3D/000017/1-2/0123456789ABCDEF',
  ])('%s is none', (text) => {
    expect(readCode(text)).toBeNull();
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => readCode(text) === null));
  });
});
