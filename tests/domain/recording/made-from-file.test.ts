import { expect, test } from 'vitest';
import { madeUnknown } from '../../../shared/domain/recording/made.ts';
import { madeFromFile } from '../../../shared/domain/recording/made-from-file.ts';
import type { Day } from '../../../shared/kernel/day.ts';

const added = '2026-03-10' as Day;

test.each(['camera', 'container'] as const)('a day stated by the %s is the day made', (source) => {
  const stated = { local: '2024-05-06T07:08:09', offset: '+01:00', source };
  expect(madeFromFile(stated, added)).toEqual({ ...stated, earliest: '2024-05-06', latest: '2024-05-06' });
});

test('the file system’s date only says that it was made by the day it was added', () => {
  const stated = { local: '2024-05-06T07:08:09', offset: 'Z', source: 'fileSystem' } as const;
  expect(madeFromFile(stated, added)).toEqual({ ...stated, earliest: null, latest: added });
});

test('tomorrow is somewhere on the earth already; the day after is a clock set wrongly', () => {
  const at = (local: string) => madeFromFile({ local, offset: null, source: 'camera' }, added);
  expect(at('2026-03-11T00:30:00').earliest).toBe('2026-03-11');
  expect(at('2026-03-12T00:30:00')).toEqual(madeUnknown);
});

test('what is no day is nothing', () => {
  expect(madeFromFile({ local: '2026-02-30', offset: null, source: 'camera' }, added)).toEqual(madeUnknown);
  expect(madeFromFile({ local: null, offset: null, source: 'unknown' }, added)).toEqual(madeUnknown);
});
