import { afterAll, beforeAll, expect, test } from 'vitest';
import { passphrase, Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
});
afterAll(() => rig.close());

const guess = async (user: string): Promise<void> => {
  const typed = 'her own secret of another place';
  const reply = await rig.engine.dispatch(rig.engine.connect(), 'session.unlock', {
    user,
    passphrase: typed,
  });
  expect(reply).toMatchObject({ ok: false });
};

test('who guessed while the library was locked stands in the trail as soon as somebody comes in', async () => {
  await rig.engine.dispatch(rig.engine.connect(), 'session.lock', {});
  await guess('Cass');
  rig.advance(60_000);
  await guess(' cass');
  await guess('Grace');
  await guess('Nobody of that name');
  const window = rig.engine.connect();
  const unlocked = await rig.engine.dispatch(window, 'session.unlock', { user: 'Cass', passphrase });
  expect(unlocked).toMatchObject({ ok: true });
  const { entries } = await rig.call('Grace', 'trail.window', { offset: 0, limit: 50 });
  const refused = entries.filter(({ kind }) => kind === 'session.refused');
  expect(refused.map(({ by, about, says }) => [by, about.map(({ id }) => id), says])).toEqual(
    expect.arrayContaining([
      [null, [rig.id('Cass')], expect.stringContaining('2 wrong passphrases since somebody last came in')],
      [null, [rig.id('Grace')], expect.stringContaining('one wrong passphrase since')],
    ]),
  );
  expect(refused).toHaveLength(2);
  // Told once, and nothing of what was typed.
  expect(JSON.stringify(refused)).not.toMatch(/secret|Nobody/);
  await rig.engine.dispatch(window, 'session.lock', {});
  await rig.engine.dispatch(window, 'session.unlock', { user: 'Cass', passphrase });
  const after = await rig.call('Grace', 'trail.window', { offset: 0, limit: 50 });
  expect(after.entries.filter(({ kind }) => kind === 'session.refused')).toHaveLength(2);
});
