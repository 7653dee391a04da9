import { describe, expect, test } from 'vitest';
import { copyStates, isHeldOutside, mayBecome } from '../../../shared/domain/release/copy-state.ts';
import { copiesUntil, releaseUntil, setsADay } from '../../../shared/domain/release/until.ts';
import type { Day } from '../../../shared/kernel/day.ts';

const [march, june, december] = ['2026-03-01', '2026-06-01', '2026-12-01'] as Day[];

describe('until when copies may be used', () => {
  test('no day where neither the release nor an agreement sets one', () => {
    expect(releaseUntil(null, 'teaching', [{ uses: ['teaching'], keepUntil: null }])).toBeNull();
  });

  test('the earliest of the day asked for and the days the agreements set', () => {
    const agreements = [
      { uses: ['teaching' as const], keepUntil: december! },
      { uses: ['teaching' as const, 'audit' as const], keepUntil: june! },
    ];
    expect(releaseUntil(null, 'teaching', agreements)).toBe(june);
    expect(releaseUntil(march!, 'teaching', agreements)).toBe(march);
    expect(releaseUntil(december!, 'teaching', agreements)).toBe(june);
  });

  test('an agreement to another use says nothing of it', () => {
    expect(releaseUntil(null, 'teaching', [{ uses: ['research'], keepUntil: march! }])).toBeNull();
  });
});

describe('until when copies may be out', () => {
  const given = (keepUntil: Day | null, afterRecording: 'confirmed' | 'withdrawn' = 'confirmed') => ({
    terms: { uses: ['teaching' as const], keepUntil },
    afterRecording,
  });
  const out = { use: 'teaching', until: null } as const;

  test('an earlier day that a patient agreed to since is theirs, and a release keeps its own', () => {
    expect(copiesUntil(out, [[given(june!)]])).toBe(june);
    expect(copiesUntil({ ...out, until: march! }, [[given(june!)]])).toBe(march);
    expect(copiesUntil({ ...out, until: december! }, [[given(null)], [given(june!)]])).toBe(june);
  });

  test('of one patient the agreement counts that goes on longest, of those that have not ended', () => {
    expect(copiesUntil(out, [[given(march!), given(june!)]])).toBe(june);
    expect(copiesUntil(out, [[given(march!), given(null)]])).toBeNull();
    expect(copiesUntil(out, [[given(march!), given(null, 'withdrawn')]])).toBe(march);
  });

  test('a disclosure rests on no agreement', () => {
    expect(copiesUntil({ use: null, until: null }, [[given(march!)]])).toBeNull();
  });

  test('what has run out or ended sets no day for what leaves now', () => {
    expect(setsADay(given(march!), june!)).toBe(false);
    expect(setsADay(given(june!), june!)).toBe(true);
    expect(setsADay(given(null, 'withdrawn'), june!)).toBe(false);
  });
});

describe('what becomes of a copy', () => {
  test('a recalled copy is still held outside, a returned or destroyed one is not', () => {
    expect(copyStates.filter(isHeldOutside)).toEqual(['out', 'recalled']);
  });

  test('nothing goes out again, and nothing becomes what it is', () => {
    for (const state of copyStates) {
      expect(mayBecome(state, 'out')).toBe(false);
      expect(mayBecome(state, state)).toBe(false);
    }
    expect(mayBecome('recalled', 'returned')).toBe(true);
    expect(mayBecome('destroyed', 'returned')).toBe(false);
  });
});
