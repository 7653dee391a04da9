import { expect, test } from 'vitest';
import { allText } from './sources.ts';

// Written in halves, so that this page does not hold them itself.
const word = (...halves: readonly string[]): string => halves.join('');

/** A path of the machine that wrote it, or an address that only that machine knows. */
const forbidden = [
  word('/wo', 'rk/'),
  word('/tmp/', 'team'),
  word('/home', '/user'),
  word('registry.', 'npmjs'),
  word('"resol', 'ved": "http'),
  word('_auth', 'Token'),
  word('BEGIN ', 'PRIVATE KEY'),
  word('/ro', 'ot/'),
];

test('no file names a path of a developer, a registry or a secret', () => {
  const files = allText();
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap(({ name, text }) =>
    forbidden.filter((one) => text.includes(one)).map((one) => `${name}: ${one}`),
  );
  expect(found).toEqual([]);
});

test('no code leaves a note of what it does not do', () => {
  const notes = new RegExp(`\\b(${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('XX', 'X')})\\b`);
  const found = allText().filter(({ name, text }) => /\.(tsx?|mjs|md)$/.test(name) && notes.test(text));
  expect(found.map(({ name }) => name)).toEqual([]);
});
