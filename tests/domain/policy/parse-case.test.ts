import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideFile, type PolicyCase, parseCase } from '../../../shared/domain/policy/index.ts';
import { anyCase } from './case-arbitrary.ts';

const runs = { numRuns: 2000 };
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Place = { path: string; holder: { [key: string]: Json }; key: string };

/** Every field of a value: its dotted path, the object that holds it, and its name. */
function fields(value: Json, path = ''): Place[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fields(item, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = path === '' ? key : `${path}.${key}`;
    return [{ path: own, holder: value, key }, ...fields(inner, own)];
  });
}

/** A copy of a valid case as plain JSON, and one of its fields. */
const spoilt = fc.tuple(anyCase, fc.nat()).map(([given, number]) => {
  const copy = JSON.parse(JSON.stringify(given)) as { [key: string]: Json };
  const places = fields(copy);
  return { copy, place: places[number % places.length]! };
});

const error = (value: unknown) => {
  const parsed = parseCase(value);
  return parsed.ok ? null : parsed.error;
};

describe('a case is read strictly', () => {
  it('takes every valid case as it is', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        expect(parseCase(given)).toEqual({ ok: true, value: given });
      }),
      runs,
    );
  });

  it('names a field that is missing', () => {
    fc.assert(
      fc.property(spoilt, ({ copy, place }) => {
        delete place.holder[place.key];
        expect(error(copy)).toEqual({ field: place.path, message: 'This field is missing.' });
      }),
      runs,
    );
  });

  it('names a field that it does not know, wherever it stands', () => {
    fc.assert(
      fc.property(
        spoilt,
        fc.constantFrom('about', 'expect', 'Id', '__proto__', 'toString', ''),
        ({ copy, place }, name) => {
          // Only at the top are `about` and `expect` passed over.
          fc.pre(place.holder !== copy || (name !== 'about' && name !== 'expect'));
          Object.defineProperty(place.holder, name, { value: true, enumerable: true, configurable: true });
          const holder = place.path.slice(0, place.path.length - place.key.length);
          expect(error(copy)?.field).toBe(`${holder}${name}`.replace(/\.$/, name === '' ? '' : '.'));
        },
      ),
      runs,
    );
  });

  it('refuses a field under another name', () => {
    fc.assert(
      fc.property(spoilt, ({ copy, place }) => {
        place.holder[`${place.key}s`] = place.holder[place.key]!;
        delete place.holder[place.key];
        expect(error(copy)?.field).toContain(place.key);
      }),
      runs,
    );
  });

  it('names a field whose value is of no use', () => {
    const strange = fc.constantFrom<Json>(7, -0.5, [7], { a: 1 }, [[]], [null]);
    fc.assert(
      fc.property(spoilt, strange, ({ copy, place }, value) => {
        place.holder[place.key] = value;
        const found = error(copy);
        expect(found?.field.startsWith(place.path), found?.field).toBe(true);
      }),
      runs,
    );
  });

  it('passes over what a case shows and what is expected, at the top only', () => {
    fc.assert(
      fc.property(anyCase, fc.jsonValue(), (given, extra) => {
        expect(error({ ...given, about: extra, expect: extra })).toBeNull();
      }),
      runs,
    );
  });

  const sample = fc.sample(
    anyCase.filter(({ subjects }) => subjects.some(({ agreements }) => agreements.length > 0)),
    { numRuns: 1, seed: 7 },
  )[0]!;
  const subjectAt = sample.subjects.findIndex(({ agreements }) => agreements.length > 0);
  const changed = (change: (copy: PolicyCaseDraft) => void) => {
    const copy = structuredClone(sample) as unknown as PolicyCaseDraft;
    change(copy);
    return error(copy);
  };

  it.each(['2023-02-29', '2024-2-1', '2024-13-01', '2024-03-01T00:00:00Z', '0000-01-01', ' 2024-03-01', ''])(
    'takes %j for no day',
    (text) => {
      expect(changed((copy) => (copy.recording.madeOn = text))?.field).toBe('recording.madeOn');
      expect(changed((copy) => (copy.today = text))?.field).toBe('today');
    },
  );

  it('names the list of which a member is wrong', () => {
    const path = `subjects[${subjectAt}].agreements[0]`;
    expect(changed((copy) => (copy.subjects[subjectAt]!.agreements[0]!.uses = ['Teaching']))).toEqual({
      field: `${path}.uses`,
      message:
        'Expected one of care, teaching, assessmentOfDoctors, audit, research, medicoLegal, publicMedia, found "Teaching".',
    });
    expect(changed((copy) => (copy.subjects[subjectAt]!.agreements[0]!.viewers = [3]))?.field).toBe(
      `${path}.viewers`,
    );
    expect(changed((copy) => (copy.subjects[subjectAt]!.agreements[0] = null as never))?.field).toBe(path);
  });

  it('knows no other edition', () => {
    expect(changed((copy) => (copy.edition = 'gmc-1997'))?.field).toBe('edition');
  });
});

type PolicyCaseDraft = {
  edition: string;
  today: string;
  recording: { madeOn: string };
  subjects: { agreements: { uses: unknown[]; viewers: unknown[] }[] }[];
};

describe('a file of cases', () => {
  it('never throws, and never permits what is no case', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const answers = decideFile(values);
        expect(answers).toHaveLength(values.length);
        for (const answer of answers) expect(answer).toHaveProperty('error.message');
      }),
      runs,
    );
    expect(decideFile({ cases: [] })).toEqual([
      { id: null, error: { field: '', message: 'The file must hold a JSON array of cases.' } },
    ]);
  });

  it('answers the others in order where one is invalid', () => {
    const [first, second] = fc.sample(anyCase, { numRuns: 2, seed: 3 }) as [PolicyCase, PolicyCase];
    const broken = { ...first, id: 'broken', request: { ...first.request, use: 'marketing' } };
    const answers = decideFile([{ ...first, id: 'one' }, broken, { ...second, id: 'three' }, null]);
    expect(answers.map(({ id }) => id)).toEqual(['one', 'broken', 'three', null]);
    expect(answers[1]).toEqual({
      id: 'broken',
      error: { field: 'request.use', message: expect.stringContaining('marketing') },
    });
    expect(Object.keys(answers[0]!)).toEqual([
      'id',
      'outcome',
      'cites',
      'reasons',
      'remedies',
      'followUps',
      'disposal',
    ]);
  });
});
