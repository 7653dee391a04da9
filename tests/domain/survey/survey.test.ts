import { describe, expect, test } from 'vitest';
import { identifiesInName, yearInName } from '../../../shared/domain/survey/in-name.ts';
import { legacyOf } from '../../../shared/domain/survey/legacy.ts';

describe('what a name gives away', () => {
  test.each([
    ['Bowen/943 476 5919 leg.jpg', true, false],
    ['943-476-5918.jpg', false, false],
    ['scan_9434765919_2.tif', true, false],
    ['12345678901234.jpg', false, false],
    ['Llewellyn Bronwen/DSC_0417.JPG', false, true],
    ['Jones, Siân wound.jpg', false, true],
    ['Left Ward/Slide Copy 4.jpg', false, false],
    ['IMG_0042.JPG', false, false],
  ])('%s', (path, number, words) => {
    expect(identifiesInName(path)).toEqual({ number, words });
  });

  test.each([
    ['Dermatology/1994/Slide 12.tif', 1994],
    ['Slide 1994-117.jpg', 1994],
    ['1994/IMG_2003.JPG', 1994],
    ['IMG_1994.JPG', null],
    ['1994.jpg', null],
    ['1994/copied 2003/a.jpg', null],
    ['a 19941 b.jpg', null],
  ])('the year of %s is %s', (path, year) => {
    expect(yearInName(path)).toBe(year);
  });
});

test.each([
  ['camera', '1996-12-31T23:59:59', 'before'],
  ['camera', '1997-01-01', 'after'],
  ['name', '1996', 'perhaps'],
  ['name', '1997', 'after'],
  ['fileSystem', '1995-02-03', 'before'],
  ['fileSystem', '2019-02-03', 'unknown'],
  ['unknown', null, 'unknown'],
] as const)('a file dated by %s as %s is %s', (source, date, word) => {
  expect(legacyOf(source, date)).toBe(word);
});
