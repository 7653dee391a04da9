import { expect, test } from 'vitest';
import { colourOf, reasonFor, withCompanions } from '../../shared/domain/lecture/colour.ts';
import { sayPlaces } from '../../shared/domain/lecture/places.ts';

const colourFor = (...matched: Parameters<typeof reasonFor>[0]['matched']) =>
  colourOf[reasonFor({ closed: false, erased: false, looked: true, matched })];

const [same, alike] = ['same', 'alike'] as const;
const [permit, refuse] = ['permit', 'refuse'] as const;

test('only the very content, permitted everywhere, is green', () => {
  expect(colourFor({ how: same, outcome: permit })).toBe('green');
  expect(colourFor({ how: same, outcome: permit }, { how: same, outcome: refuse })).toBe('red');
  expect(colourFor({ how: same, outcome: permit }, { how: alike, outcome: refuse })).toBe('green');
});

test('a likeness permits nothing, and refuses where one of several is refused', () => {
  expect(colourFor({ how: alike, outcome: permit })).toBe('amber');
  expect(colourFor({ how: alike, outcome: permit }, { how: alike, outcome: permit })).toBe('amber');
  expect(colourFor({ how: alike, outcome: permit }, { how: alike, outcome: refuse })).toBe('red');
});

test('what is not known, or could not be looked at, is amber; what was erased is red whatever it is', () => {
  expect(reasonFor({ closed: false, erased: false, looked: true, matched: [] })).toBe('unknown');
  expect(reasonFor({ closed: false, erased: false, looked: false, matched: [] })).toBe('notLookedAt');
  expect(colourOf.unknown).toBe('amber');
  expect(colourOf.notLookedAt).toBe('amber');
  // What was open and is closed is red, whatever else looks like it.
  expect(colourOf[reasonFor({ closed: true, erased: false, looked: true, matched: [] })]).toBe('red');
  expect(
    reasonFor({ closed: false, erased: true, looked: true, matched: [{ how: same, outcome: permit }] }),
  ).toBe('erased');
});

test('the still of a clip that may not be shown goes with it, and green does not spread', () => {
  const parts = [
    { reason: 'refused', together: [1] },
    { reason: 'unknown', together: [0] },
    { reason: 'permitted', together: [3] },
    { reason: 'unknown', together: [2] },
  ] as const;
  expect(withCompanions(parts)).toEqual(['refused', 'companion', 'permitted', 'unknown']);
});

test('places are said as a lecturer counts them', () => {
  expect(sayPlaces([{ what: 'slide', numbers: [1, 2, 3, 7, 8] }])).toBe('Slides 1–3, 7, 8');
  expect(
    sayPlaces([
      { what: 'slide', numbers: [4] },
      { what: 'notes', numbers: [4] },
    ]),
  ).toBe('Slide 4; notes of slide 4');
  expect(sayPlaces([{ what: 'nowhere', numbers: [] }])).toBe('In the file, but shown nowhere');
  expect(sayPlaces([])).toBe('');
});
