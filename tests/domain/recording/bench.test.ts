import { describe, expect, test } from 'vitest';
import { decidedFrom } from '../../../shared/domain/recording/bench-draft.ts';
import { templateFits } from '../../../shared/domain/recording/device-template.ts';
import { pacePerHour } from '../../../shared/domain/recording/pace.ts';
import type { Proposal } from '../../../shared/domain/recording/proposal.ts';
import { secondReading } from '../../../shared/domain/recording/second-reader.ts';
import { seriesOf } from '../../../shared/domain/recording/series.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

const found = (change: Partial<Proposal>): Proposal => ({
  ...{
    x: 1,
    y: 2,
    w: 30,
    h: 10,
    sources: ['overlay'],
    score: 0.9,
    kind: 'text',
    text: null,
    critical: false,
  },
  ...change,
});
const minute = (at: number): Instant => new Date(Date.UTC(2026, 2, 10, 9, at)).toISOString() as Instant;

describe('what a picture opens with', () => {
  test('covers writing and leaves markers, unless one names the patient', () => {
    const decided = decidedFrom([
      found({}),
      found({ kind: 'marker', text: 'L' }),
      found({ kind: 'marker', text: 'LL 12/03/61', critical: true }),
    ]);
    expect(decided.map(({ state }) => state)).toEqual(['kept', 'dropped', 'kept']);
    expect(new Set(decided.map(({ key }) => key)).size).toBe(3);
  });

  test('says where a region comes from', () => {
    const origins = decidedFrom([found({}), found({ sources: ['template'] })]).map(({ origin }) => origin);
    expect(origins).toEqual(['found', 'template']);
  });
});

test('a device template holds for its frame and device alone, however they are written', () => {
  const device = { maker: 'GE Healthcare', model: 'Voluson E8', width: 1_024, height: 768 };
  expect(templateFits(device, { ...device, maker: 'ge healthcare ' })).toBe(true);
  expect(templateFits(device, { ...device, model: null })).toBe(false);
  expect(templateFits(device, { ...device, width: 1_280 })).toBe(false);
  const unnamed = { ...device, maker: null, model: null };
  expect(templateFits(unnamed, unnamed)).toBe(true);
  expect(templateFits(unnamed, device)).toBe(false);
});

test('the pace is that of the spell that goes on', () => {
  expect(pacePerHour([0, 1, 2, 3].map(minute), minute(4))).toBe(60);
  expect(pacePerHour([0, 1, 40, 42, 44].map(minute), minute(45))).toBe(30);
  expect(pacePerHour([0, 1, 2].map(minute), minute(30))).toBeNull();
  expect(pacePerHour([1, 2].map(minute), minute(3))).toBeNull();
});

test('two people have to say the same, and nobody is their own second reader', () => {
  const [one, other] = ['1'.repeat(32), '2'.repeat(32)] as [Id, Id];
  const first = { by: one, identifiability: 'notIdentifiable', awaitsSecond: true } as const;
  expect(secondReading(null, first)).toBe('first');
  expect(secondReading(first, { ...first, by: other })).toBe('holds');
  expect(secondReading(first, first)).toBe('samePerson');
  expect(secondReading(first, { by: other, identifiability: 'identifiable' })).toBe('first');
  expect(secondReading({ ...first, awaitsSecond: false }, first)).toBe('holds');
});

test('a series is one visit of the same frame; what states no time is grouped by when it came', () => {
  const picture = (id: string, local: string | null, change = {}) => ({
    ...{ id: id as Id, width: 1_024, height: 768, addedAt: minute(0) },
    made: { local, source: local ? ('camera' as const) : ('fileSystem' as const) },
    ...change,
  });
  const all = [
    picture('a', '2026-03-10T09:00:00'),
    picture('b', '2026-03-10T09:20:00'),
    picture('c', '2026-03-10T09:21:00', { width: 640 }),
    picture('d', '2026-03-12T09:00:00'),
    picture('e', null),
  ];
  const idsOf = (at: number) => seriesOf(all[at]!, all).map(({ id }) => id);
  expect(idsOf(0)).toEqual(['a', 'b']);
  expect(idsOf(2)).toEqual(['c']);
  expect(idsOf(3)).toEqual(['d']);
  expect(idsOf(4)).toEqual(['e']);
});
