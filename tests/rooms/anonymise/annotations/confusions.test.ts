import { expect, it } from 'vitest';
import { recogniser } from '../../../../electron/anonymise/annotations/read/confusions.ts';

const knows = recogniser(['Olga Hansen', '1954-03-21', '943 476 5919']);

it.each([
  'HANSEN, OLGA',
  'HAN5EN^0LGA',
  'DOB 21/03/1954',
  'Z1.O3.I954',
  'NHS 9434765919',
  'Pt: 943-476-59I9',
])('knows the subject again in %s, with signs taken for each other', (text) => {
  expect(knows(text)).toBe(true);
});

it.each(['NGUYEN, OLAF', '21/08/1964', 'Gn 50 C 50', '9434765', ''])(
  'does not know the subject in %s',
  (text) => {
    expect(knows(text)).toBe(false);
  },
);
