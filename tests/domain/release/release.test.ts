import { describe, expect, test } from 'vitest';
import { copyStates, isHeldOutside, mayBecome } from '../../../shared/domain/release/copy-state.ts';
import { releaseUntil } from '../../../shared/domain/release/until.ts';
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
