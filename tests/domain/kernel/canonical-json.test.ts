import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../../shared/kernel/canonical-json.ts';

describe('canonical JSON', () => {
  it('is the same text whatever the order of members', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'ü'] })).toBe('{"a":[true,null,"ü"],"b":1}');
    expect(canonicalJson({ a: [true, null, 'ü'], b: 1, c: undefined })).toBe('{"a":[true,null,"ü"],"b":1}');
  });

  it('reads back as the value it was made of', () => {
    const value = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeInteger().map((n) => (n === 0 ? 0 : n)),
        fc.string(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(value, (json) => {
        expect(JSON.parse(canonicalJson(json))).toEqual(json);
      }),
    );
  });

  it('refuses numbers that writers spell differently', () => {
    for (const number of [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])
      expect(() => canonicalJson(number)).toThrow(RangeError);
  });
});
