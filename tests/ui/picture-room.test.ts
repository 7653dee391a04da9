import { expect, it } from 'vitest';
import { fitted } from '../../renderer/ui/pictures/picture-room.ts';

it('a picture fits whole into its room, in its own proportions and never enlarged', () => {
  const room = { width: 196, height: 142 };
  expect(fitted({ width: 512, height: 384 }, room)).toEqual({ width: 189, height: 142 });
  expect(fitted({ width: 384, height: 512 }, room)).toEqual({ width: 107, height: 142 });
  expect(fitted({ width: 100, height: 20 }, room)).toEqual({ width: 100, height: 20 });
  // A strip is never drawn as nothing.
  expect(fitted({ width: 10_000, height: 3 }, room)).toEqual({ width: 196, height: 1 });
});
