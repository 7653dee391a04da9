import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Output } from '../../shared/contract/contract.ts';
import { Rig } from './rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Ed: 'educator' });
});

afterAll(() => rig?.close());

const wanted: NonNullable<Output<'user.preferences'>> = {
  scheme: 'dark',
  contrast: 'more',
  textSize: 130,
  blur: 'some',
  blurred: ['internalOrgan', 'unclassified'],
  letters: false,
  shortcuts: { 'general.import': ['Mod+j'] },
};

test('how the window looks is kept for each person by themselves', async () => {
  expect(await rig.call('Ed', 'user.preferences', {})).toBeNull();
  await rig.call('Ed', 'user.prefer', { preferences: wanted });
  expect(await rig.call('Ed', 'user.preferences', {})).toEqual(wanted);
  expect(await rig.call('Cass', 'user.preferences', {})).toBeNull();
  await rig.call('Cass', 'user.prefer', { preferences: { ...wanted, scheme: 'light' } });
  expect(await rig.call('Ed', 'user.preferences', {})).toEqual(wanted);
});
