import { expect, test } from 'vitest';
import { fileSystemMade, judgeContainerDate, judgeDate } from '../../../electron/media/date-made.ts';

const now = new Date('2026-11-23T12:00:00Z');

test('a camera clock keeps its offset, or says that it has none', () => {
  expect(judgeDate('2024:05:06 07:08:09', 'camera', now, '+01:00').made).toEqual({
    local: '2024-05-06T07:08:09',
    offset: '+01:00',
    source: 'camera',
  });
  expect(judgeDate('2024:05:06 07:08:09', 'camera', now).made?.offset).toBeNull();
  expect(judgeDate('2024:05:06 07:08:09', 'camera', now, '+99:00').made?.offset).toBeNull();
});

test('QuickTime and ISO spellings are read', () => {
  expect(judgeDate('2021-06-26T07:40:29.000000Z', 'container', now).made).toEqual({
    local: '2021-06-26T07:40:29',
    offset: 'Z',
    source: 'container',
  });
  expect(judgeDate('2021-06-26T07:40:29+0100', 'container', now).made?.offset).toBe('+01:00');
});

test('a whole day without a time stays a day: no midnight is invented', () => {
  expect(judgeContainerDate('2009-10-05', now).made).toEqual({
    local: '2009-10-05',
    offset: null,
    source: 'container',
  });
});

test.each(['2009', '2009-10', '', '    :  :     :  :  ', null, undefined])(
  '%j is no date and no fault',
  (text) => {
    expect(judgeDate(text, 'container', now)).toEqual({ made: null, note: null });
  },
);

test.each([
  '0000:00:00 00:00:00',
  '2023:02:30 10:00:00',
  '2023:13:01 10:00:00',
  '2023:12:01 25:00:00',
  '1849:12:31 23:59:59',
  '2026:11-25 10:00:00',
  'yesterday',
])('%j is dropped, and said to be', (text) => {
  const judged = judgeDate(text, 'camera', now);
  expect(judged.made).toBeNull();
  expect(judged.note).toMatch(/\w/);
});

test('tomorrow is believed, since clocks lie in other zones; the day after is not', () => {
  expect(judgeDate('2026:11:24 10:00:00', 'camera', now).made).not.toBeNull();
  expect(judgeDate('2026:11:26 10:00:00', 'camera', now).made).toBeNull();
});

test.each(['1904-01-01T00:00:00.000000Z', '1970-01-01T00:00:00.000000Z'])(
  '%s is a clock never set',
  (text) => {
    expect(judgeContainerDate(text, now)).toEqual({ made: null, note: null });
  },
);

test('the file system is named as the source of its own time', () => {
  expect(fileSystemMade(new Date('2020-01-02T03:04:05Z'), now)).toEqual({
    local: '2020-01-02T03:04:05',
    offset: 'Z',
    source: 'fileSystem',
  });
  expect(fileSystemMade(new Date(0), now).source).toBe('unknown');
  expect(fileSystemMade(null, now).source).toBe('unknown');
});
