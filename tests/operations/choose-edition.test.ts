import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { Rig, sample } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let rig: Rig;
let slide: Id;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Ruth: 'researcher' });
  const folder = rig.files({ 'slide.jpg': readFileSync(sample('metadata-extractor__windowsXpFields.jpg')) });
  slide = await rig.take('Cass', join(folder, 'slide.jpg'), {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    made: { earliest: '1994-01-01' as Day, latest: '1994-12-31' as Day },
  });
});
afterAll(() => rig?.close());

const reviewed = async (): Promise<string | undefined> => {
  const { items } = await rig.call('Cass', 'queue.items', { queue: 'review', offset: 0, limit: 10 });
  return items.find(({ recording }) => recording.id === slide)?.paragraph;
};
const answered = async (): Promise<readonly string[]> => {
  const answers = await rig.call('Cass', 'recording.answers', { recording: slide });
  return answers.find(({ use, rendition }) => use === 'teaching' && rendition === 'original')?.cites ?? [];
};
/** By which paragraphs a copy that is not made yet would be open, to colleagues and to the public. */
const copied = async (): Promise<readonly string[]> => {
  const answers = await rig.call('Cass', 'recording.answers', { recording: slide });
  const asked = answers.filter(({ use, outcome }) => use === 'teaching' && outcome === 'ask');
  expect(asked.map(({ audience }) => audience)).toEqual(['medicalSetting', 'public']);
  return asked.flatMap(({ cites }) => cites);
};
const edition = async (): Promise<string | undefined> =>
  (await rig.call('Grace', 'library.status', {})).session?.library.edition;

test('another edition decides at once, and what is owed is owed by its paragraphs', async () => {
  expect([await edition(), await reviewed(), await answered()]).toEqual(['gmc-2002', '16', ['16']]);
  expect(await copied()).toEqual(['9', '10']);
  await rig.call('Grace', 'library.chooseEdition', {
    edition: 'gmc-stricter',
    reason: 'The trust follows the later guidance as well.',
  });
  expect([await edition(), await reviewed()]).toEqual(['gmc-stricter', '2002:16']);
  expect(await answered()).toEqual(['2002:16', '2011:23']);
  expect(await copied()).toEqual(['2002:9', '2002:10']);
  await rig.call('Grace', 'library.chooseEdition', { edition: 'gmc-2011', reason: 'The board decided so.' });
  expect([await edition(), await reviewed(), await answered()]).toEqual(['gmc-2011', '23', ['23']]);
  expect(await copied()).toEqual(['17', '38']);
});

test('it is still chosen when the library is opened again, and stands in the trail', async () => {
  await rig.restart();
  expect(await edition()).toBe('gmc-2011');
  const { entries } = await rig.call('Grace', 'trail.window', { limit: 200, offset: 0 });
  const chosen = entries.filter(({ kind }) => kind === 'library.editionChosen');
  expect(chosen).toHaveLength(2);
});

test('only governance may choose, and never the one that decides already', async () => {
  const asked = { edition: 'gmc-2011', reason: 'Again.' } as const;
  expect(await rig.attempt('Grace', 'library.chooseEdition', asked)).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
  for (const name of ['Cass', 'Ruth'])
    expect(await rig.attempt(name, 'library.chooseEdition', { ...asked, edition: 'gmc-2002' })).toMatchObject(
      {
        ok: false,
        error: { code: 'not-allowed' },
      },
    );
});
