import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settlingActions } from '../../shared/domain/obligation/obligation.ts';
import { productSources, root } from './sources.ts';

/** Where each duty is raised and settled at its boundary day. */
const boundaries = ['tests/operations/duties.test.ts', 'tests/operations/duties-of-acts.test.ts'];
const actions = new Set<string>(settlingActions);

/** The settling act of every duty that some place of the program raises. */
const raised = productSources()
  .filter(({ name }) => !name.startsWith('renderer/'))
  .flatMap(({ text }) => [...text.matchAll(/\baction: (?:\w+ === '\w+' \? )?'(\w+)'(?: : '(\w+)')?/g)])
  .flatMap(([, one = '', other = '']) => [one, other])
  .filter((name) => actions.has(name));

const covered = boundaries
  .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/duty: '(\w+\/\w+)'/g)])
  .map(([, duty = '']) => duty);

test('every kind of duty that is raised has a case at its boundary day', () => {
  const cases = new Set(covered.map((duty) => duty.split('/')[1]));
  expect([...new Set(raised)].filter((name) => !cases.has(name))).toEqual([]);
});

test('every kind that the contract knows is raised somewhere, so that the search finds them all', () => {
  expect(settlingActions.filter((name) => !raised.includes(name))).toEqual([]);
});
