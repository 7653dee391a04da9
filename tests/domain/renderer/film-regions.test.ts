import { describe, expect, it } from 'vitest';
import {
  sayTimes,
  throughout,
  withEnd,
  withKeyFrame,
  withoutKeyFrame,
} from '../../../renderer/features/anonymise/film-regions.ts';
import type { Region } from '../../../renderer/features/anonymise/regions.ts';

const region: Region = {
  ...{ x: 10, y: 20, w: 30, h: 40, key: 1, origin: 'drawn', state: 'kept', locked: false },
  ...{ kind: 'text', text: null, critical: false },
};

describe('the regions of a film', () => {
  it('begin and end where they are told to, and never end before they begin', () => {
    const begun = withEnd(region, 'from', 2);
    expect(begun).toMatchObject({ from: 2 });
    expect(withEnd(begun, 'to', 5)).toMatchObject({ from: 2, to: 5 });
    const turned = withEnd(begun, 'to', 1);
    expect([turned.from, turned.to]).toEqual([undefined, 1]);
    expect(throughout(withEnd(begun, 'to', 5))).toEqual(region);
  });

  it('lose the key frame that is nearest, and stand still again without any', () => {
    const first = withKeyFrame(region, 1, region);
    const both = withKeyFrame(first, 3, { ...region, x: 50 });
    expect(both).toMatchObject({ x: 10, w: 70, keyFrames: [{ at: 1 }, { at: 3, x: 50 }] });
    expect(withoutKeyFrame(both, 2.5)).toMatchObject({ x: 10, w: 30, keyFrames: [{ at: 1 }] });
    expect(withoutKeyFrame(withoutKeyFrame(both, 0), 0)).toEqual({ ...region, x: 50 });
  });

  it('say when they are there', () => {
    const text = (time: number): string => `${time} s`;
    expect(sayTimes(region, text)).toBe('the whole film');
    expect(sayTimes({ ...withKeyFrame(region, 1, region), from: 1 }, text)).toBe(
      '1 s to the end, 1 key frame',
    );
  });
});
