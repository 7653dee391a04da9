import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldNames } from '../../../shared/domain/search/fields.ts';
import { parseSearch } from '../../../shared/domain/search/parse.ts';
import { isShareable, namedIn } from '../../../shared/domain/search/shareable.ts';
import { readSpan } from '../../../shared/domain/search/spans.ts';

const fields = (text: string) =>
  parseSearch(text).fields.map(({ field, not, values }) => [not ? `-${field}` : field, ...values]);

describe('a search', () => {
  test('is words, phrases, and both left out', () => {
    expect(parseSearch('x-ray carter -smith "left hand" -"right hand"')).toMatchObject({
      words: 'x-ray carter',
      withoutWords: ['smith'],
      phrases: [
        { text: 'left hand', not: false },
        { text: 'right hand', not: true },
      ],
      notes: [],
      nothing: false,
    });
    expect(parseSearch('943 476 5919').words).toBe('943 476 5919');
    expect(parseSearch('12:30 R-000002').words).toBe('12:30 R-000002');
    expect(parseSearch('"left hand').phrases).toEqual([{ text: 'left hand', not: false }]);
  });

  test.each([
    ['subject:carter', [['subject', 'carter']]],
    ['patient: "Ann Carter"', [['subject', 'Ann Carter']]],
    ['number:R-000123', [['number', { from: 123, to: 123 }]]],
    ['number:>200', [['number', { from: 201, to: 999_999_999 }]]],
    ['made:2019', [['made', { from: '2019-01-01', to: '2019-12-31' }]]],
    ['made:>2019', [['made', { from: '2020-01-01', to: null }]]],
    ['made:>=2019-03', [['made', { from: '2019-03-01', to: null }]]],
    ['made:<2019', [['made', { from: null, to: '2018-12-31' }]]],
    ['made:<=2020-02', [['made', { from: null, to: '2020-02-29' }]]],
    ['made:2018..2020', [['made', { from: '2018-01-01', to: '2020-12-31' }]]],
    ['made:..2020-05-04', [['made', { from: null, to: '2020-05-04' }]]],
    [
      'made:none added:2024',
      [
        ['made', 'none'],
        ['added', { from: '2024-01-01', to: '2024-12-31' }],
      ],
    ],
    ['kind:film Kind:PHOTO', [['kind', 'video', 'photo']]],
    ['status:awaiting-consent', [['status', 'needsAgreement']]],
    ['category:x-ray category:"pathology slide"', [['category', 'xray', 'pathologySlide']]],
    [
      'for:teaching -for:none',
      [
        ['for', 'teaching'],
        ['-for', 'none'],
      ],
    ],
    [
      'label:"left hand" -label:seen',
      [
        ['label', 'left hand'],
        ['-label', 'seen'],
      ],
    ],
    ['rating:>=3 rating:none', [['rating', { from: 3, to: 5 }, 'none']]],
    ['rating:<2', [['rating', { from: 0, to: 1 }]]],
    ['collection:"Wound healing"', [['collection', 'Wound healing']]],
    ['agreement:A-000001', [['agreement', 1]]],
    ['file:clinic', [['file', 'clinic']]],
  ])('%s', (text, expected) => {
    expect(fields(text)).toEqual(expected);
    expect(parseSearch(text)).toMatchObject({ notes: [], nothing: false });
  });

  test.each([
    'colour:red',
    'made:',
    'made:2019-13',
    'made:2020..2018',
    'made:..',
    'kind:hologram',
    'status:lost',
    'rating:6',
    'rating:3..1',
    'number:S-000001',
    '-kind:hologram',
    'label:—',
    'https://example.org',
  ])('%s is told and finds nothing', (text) => {
    const { notes, nothing } = parseSearch(`carter ${text}`);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^[“A-Z][^<>]*[^ ]/);
    expect(nothing).toBe(true);
  });

  test('an unknown value beside a known one is told and adds nothing', () => {
    const { fields: tests, notes, nothing } = parseSearch('kind:film kind:hologram');
    expect(tests).toEqual([{ field: 'kind', not: false, values: ['video'] }]);
    expect([notes.length, nothing]).toEqual([1, false]);
  });

  test('is read whatever is typed, and each term by itself as it is among others', () => {
    const name = fc.constantFrom(...fieldNames, 'colour', 'patient');
    const value = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('2019', '>3', 'none', '"a b"', 'film'),
    );
    const one = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.tuple(fc.constantFrom('', '-'), name, value).map(([minus, field, of]) => `${minus}${field}:${of}`),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), (terms) => {
        const { fields: tests, nothing, notes } = parseSearch(terms.join(' '));
        for (const { values } of tests) if (values.length === 0) expect(nothing).toBe(true);
        if (nothing) expect(notes.length).toBeGreaterThan(0);
        for (const note of notes) expect(note.trim()).not.toBe('');
      }),
    );
  });

  test('never grows by a term: whatever is added, what was asked before is still asked', () => {
    const plain = fc.constantFrom('carter', '-smith', 'kind:film', 'rating:>=3', '"left hand"', 'made:2019');
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 5 }), plain, (before, added) => {
        const [less, more] = [parseSearch(before.join(' ')), parseSearch([...before, added].join(' '))];
        expect(more.words.startsWith(less.words)).toBe(true);
        expect(more.withoutWords).toEqual(expect.arrayContaining([...less.withoutWords]));
        expect(more.phrases).toEqual(expect.arrayContaining([...less.phrases]));
        const asked = (search: typeof less) => search.fields.map(({ field, not }) => `${not}${field}`);
        expect(asked(more)).toEqual(expect.arrayContaining(asked(less)));
      }),
    );
  });
});

test('a span ends on the last day of its month and never before it begins', () => {
  const part = fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }));
  fc.assert(
    fc.property(part, ([year, month]) => {
      const span = readSpan(`${year}-${String(month).padStart(2, '0')}`);
      const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
      expect(span?.to).toBe(last);
      expect((span?.from ?? '') <= last).toBe(true);
    }),
  );
});

test('a view for everybody holds no words that may be a name', () => {
  const query = (text: string) => ({ text, subject: null, labels: ['seen'] });
  for (const text of ['', 'rating:>=4 kind:film', 'label:"left hand" -made:2019', 'collection:Lecture'])
    expect([text, isShareable(query(text))]).toEqual([text, true]);
  for (const text of [
    'carter',
    '-carter',
    '"left hand"',
    'subject:carter',
    'file:carter',
    'number:7',
    'agreement:A-1',
  ])
    expect([text, isShareable(query(text))]).toEqual([text, false]);
  expect(namedIn(query('label:"left hand" collection:Lecture'))).toEqual({
    labels: ['seen', 'left hand'],
    collections: ['Lecture'],
  });
});
