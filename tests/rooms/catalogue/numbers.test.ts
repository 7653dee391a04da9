import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWriter } from '../../../electron/catalogue/sqlite/connection.ts';
import { newPlace, testKey } from './made-up.ts';

test('numbers come as the query orders them, whatever their size and however many', () => {
  const connection = openWriter({ path: newPlace(), key: testKey });
  const numbersOf = (list: readonly number[], order: 'ASC' | 'DESC'): number[] => {
    const query = sql`SELECT value FROM json_each(${JSON.stringify(list)}) ORDER BY value ${sql.raw(order)}`;
    return [...connection.numbers(query.compile(connection.kysely))];
  };
  const many = [0, 1, 9, 10, 99, 4_294_967_295, ...Array.from({ length: 9_000 }, (_, at) => 1_000 + at * 7)];
  const rising = many.toSorted((a, b) => a - b);
  expect(numbersOf(many, 'ASC')).toEqual(rising);
  expect(numbersOf(many, 'DESC')).toEqual(rising.toReversed());
  expect(numbersOf([0], 'ASC')).toEqual([0]);
  expect(numbersOf([], 'ASC')).toEqual([]);
  connection.close();
});
