import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../shared/contract/contract.ts';
import { type Operation, operation } from '../../shared/contract/operation.ts';

/** Those that judge for themselves who may know of a sealed recording; a longer list needs a reason in review. */
const judging = [
  ...['seal.list', 'seal.waiting', 'seal.name', 'seal.ask', 'seal.decide', 'seal.close', 'seal.consulted'],
  ...['disclosure.propose', 'disclosure.confirm', 'disclosure.end', 'disclosure.look', 'disclosure.give'],
  ...['disclosure.review', 'disclosure.list', 'disclosure.show', 'disclosure.print'],
];

test('no other operation is exempt from the gate of the seals', () => {
  const rows: readonly (readonly [string, Operation])[] = Object.entries(contract);
  const exempt = rows.filter(([, row]) => row.judgesSeals).map(([name]) => name);
  expect(exempt.sort()).toEqual([...judging].sort());
});

test('an operation that does not say so is not exempt, whatever it is called', () => {
  const row: Operation = operation('session', z.object({}), z.object({}));
  expect(row.judgesSeals).toBeUndefined();
});
