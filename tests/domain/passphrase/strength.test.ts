import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passphraseStrength } from '../../../shared/domain/passphrase/strength.ts';

const weak = [
  '',
  'password',
  'P@ssw0rd2024!',
  'aaaaaaaaaaaaaaaa',
  'abcdefghijklmnop',
  '123456789012345',
  'qwertyuiopasdf',
  'liverpool liverpool',
  'summer2024summer2024',
  'xk7#xk7#xk7#xk7#',
];

test.each(weak)('"%s" is not accepted, and says what to do', (passphrase) => {
  const strength = passphraseStrength(passphrase);
  expect(strength.acceptable).toBe(false);
  expect(strength.advice.length).toBeGreaterThan(0);
});

test.each([
  ['kettle marble sonnet', 'fair'],
  ['violet ladder crumpet thursday', 'good'],
  ['j4Kp-9wQz-77Lm', 'fair'],
  ['violet ladder crumpet thursday ottoman', 'strong'],
])('"%s" is %s and accepted', (passphrase, word) => {
  expect(passphraseStrength(passphrase)).toMatchObject({ word, acceptable: true });
});

test('eleven characters are never accepted', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 11, unit: 'grapheme-ascii' }), (text) => {
      expect(passphraseStrength(text).acceptable).toBe(false);
    }),
  );
});

test('any text is judged, a long one in time', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 1000, unit: 'binary' }), (text) => {
      const { bits } = passphraseStrength(text);
      expect(Number.isInteger(bits) && bits >= 0).toBe(true);
    }),
  );
});

test('saying the same thing again hardly helps', () => {
  const once = passphraseStrength('kettle marble sonnet ').bits;
  expect(passphraseStrength('kettle marble sonnet '.repeat(4)).bits).toBeLessThan(once * 2);
});
