import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Input, OperationName } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { agreedHold } from '../operations/rig.ts';
import { type Thing, terms, World } from './gate-world.ts';

/** Set, no entry can be written: as when the disk is full or the catalogue is locked by another. */
const trail = vi.hoisted(() => ({ broken: false }));

vi.mock(import('../../electron/trail/append.ts'), async (original) => {
  const { append } = await original();
  return {
    append: (...all: Parameters<typeof append>) => {
      if (trail.broken) throw new Error('the trail cannot be written');
      return append(...all);
    },
  };
});

let world: World;
let thing: Thing;
let scan: Id;
/** In force, with Clara to look. */
let disclosure: Id;

const planned = { category: 'other', circumstances: 'planned' } as const;
const made = { earliest: '2010-01-01', latest: '2010-01-01' } as NonNullable<
  NonNullable<Input<'import.start'>['classify']>['made']
>;

beforeAll(async () => {
  world = await World.make();
  const subjects = [world.subjects.a];
  thing = await world.take(
    'shared',
    'llewellyn',
    { ...planned, made, madeFor: 'teaching', subjects },
    {},
    'signed',
  );
  const folder = world.rig.files({ 'scan.png': 'exifr__png_with_exif_and_gps.png' });
  const asked = { agreement: thing.agreement as Id, path: join(folder, 'scan.png') };
  scan = (await world.rig.call('Cass', 'agreement.attach', asked)).scan;
  const proposed = await world.rig.call('Cass', 'disclosure.propose', {
    ...({ kind: 'preventHarm', means: 'view', about: world.subjects.a, hours: 72 } as const),
    ...{ viewer: world.rig.id('Clara'), reason: 'somebody is at risk', senior: 'Professor Hale' },
    items: [
      {
        ...{ recording: thing.recording, rendition: thing.original },
        checks: [{ subject: null, answer: 'notShown' }],
      },
    ],
  });
  disclosure = proposed.id;
  await world.rig.call('Grace', 'disclosure.confirm', { disclosure });
}, 120_000);
afterAll(() => world?.rig.close());

const head = async () => {
  const { entries, total } = await world.rig.call('Grace', 'trail.window', { offset: 0, limit: 20 });
  return { total, newest: entries };
};

interface Try {
  readonly person: string;
  readonly operation: OperationName;
  readonly input: () => unknown;
  /** The kinds of the entries that come of it, oldest first. */
  readonly kinds: readonly string[];
}

const use =
  (rendition: () => Id | null, which = 'teaching') =>
  () => ({
    rendition: rendition(),
    use: which,
    audience: 'medicalSetting',
  });
const release = (which: string) => () => ({
  recordings: [thing.recording],
  use: which,
  audience: 'medicalSetting',
  recipient: 'Professor X',
});
const out = () => join(world.rig.folder, `out-${Math.random()}.jpg`);

const tries: readonly (readonly [string, Try])[] = [
  [
    'a permitted view',
    { person: 'Edda', operation: 'open.use', input: use(() => thing.copy), kinds: ['decision.made'] },
  ],
  [
    'a refused view',
    { person: 'Edda', operation: 'open.use', input: use(() => thing.original), kinds: ['decision.made'] },
  ],
  [
    'an opening in custody',
    {
      person: 'Cass',
      operation: 'open.custody',
      input: () => ({ rendition: thing.original, purpose: 'cataloguing' }),
      kinds: ['custody.opened'],
    },
  ],
  [
    'a refused opening in custody',
    {
      person: 'Edda',
      operation: 'open.custody',
      input: () => ({ rendition: thing.copy, purpose: 'appraising' }),
      kinds: ['custody.refused'],
    },
  ],
  [
    'an export',
    {
      person: 'Edda',
      operation: 'open.export',
      input: () => ({ ...use(() => thing.copy)(), file: out() }),
      kinds: ['decision.made', 'release.made'],
    },
  ],
  [
    'a refused export',
    {
      person: 'Edda',
      operation: 'open.export',
      input: () => ({ ...use(() => thing.original)(), file: out() }),
      kinds: ['decision.made'],
    },
  ],
  [
    'a preview of a release',
    { person: 'Edda', operation: 'release.preview', input: release('teaching'), kinds: ['decision.made'] },
  ],
  [
    'a release',
    {
      person: 'Edda',
      operation: 'release.make',
      input: release('teaching'),
      kinds: ['decision.made', 'release.made'],
    },
  ],
  [
    'a refused release',
    {
      person: 'Edda',
      operation: 'release.make',
      input: release('research'),
      kinds: ['decision.made', 'release.refused'],
    },
  ],
  [
    'a look under a disclosure',
    {
      person: 'Clara',
      operation: 'disclosure.look',
      input: () => ({ disclosure, recording: thing.recording }),
      kinds: ['disclosure.opened'],
    },
  ],
  [
    'a refused look under a disclosure',
    {
      person: 'Cass',
      operation: 'disclosure.give',
      input: () => ({ disclosure }),
      kinds: ['disclosure.denied'],
    },
  ],
  [
    'the panel of answers',
    {
      person: 'Edda',
      operation: 'recording.answers',
      input: () => ({ recording: thing.recording }),
      kinds: ['decision.panel'],
    },
  ],
  [
    'a signed form',
    {
      person: 'Cass',
      operation: 'agreement.openScan',
      input: () => ({ scan }),
      kinds: ['agreement.scanOpened'],
    },
  ],
  [
    'what a file says of the patient',
    {
      person: 'Cass',
      operation: 'recording.findings',
      input: () => ({ rendition: thing.original }),
      kinds: ['custody.opened', 'rendition.findingsRead'],
    },
  ],
];

describe('the trail', () => {
  test.each(tries)('has its entries for %s, each once', async (_, { person, operation, input, kinds }) => {
    await world.rig.call(person, 'job.list', {});
    const before = await head();
    await world.rig.call(person, operation, input() as never).catch((error: Error) => {
      if (!/refused/.test(error.message)) throw error;
    });
    const after = await head();
    const added = after.newest.slice(0, after.total - before.total).reverse();
    expect(added.map(({ kind }) => kind)).toEqual(kinds);
    for (const { by } of added) expect(by?.name).toBe(person);
  });

  test.each(tries)(
    'comes first: where it cannot be written, %s gives nothing',
    async (_, { person, operation, input }) => {
      await world.rig.call(person, 'job.list', {});
      const before = await head();
      const asked = input() as { file?: string };
      trail.broken = true;
      try {
        const failure = await world.rig.failureOf(person, operation, asked);
        expect(failure.code).toBe('internal');
        expect(JSON.stringify(failure)).not.toMatch(/(?:media|thumb)\/|cannot be written/);
        if (asked.file) expect(existsSync(asked.file)).toBe(false);
      } finally {
        trail.broken = false;
      }
      expect((await head()).total).toBe(before.total);
    },
  );

  test('comes first for changes too: nothing is withdrawn, held or classified without an entry', async () => {
    const before = await world.rig.call('Cass', 'recording.show', { recording: thing.recording });
    const recordings = [thing.recording];
    const changes: readonly (readonly [OperationName, unknown])[] = [
      ['recording.hold', { recordings, reason: 'a court', held: true, ...agreedHold }],
      ['recording.classify', { recordings, classification: { madeFor: 'audit' } }],
      ['agreement.record', { agreement: thing.agreement, event: { kind: 'withdrawn', on: '2026-03-05' } }],
      ['agreement.create', { terms: terms(), subjects: [world.subjects.a], recordings }],
      ['erasure.propose', { recordings, why: 'because' }],
    ];
    for (const [operation, input] of changes) {
      trail.broken = true;
      const failure = await world.rig.failureOf('Cass', operation, input);
      trail.broken = false;
      expect(failure.code, operation).toBe('internal');
    }
    const after = await world.rig.call('Cass', 'recording.show', { recording: thing.recording });
    expect({ ...after, thumbnail: null }).toEqual({ ...before, thumbnail: null });
    expect(await world.rig.media('Cass', after.thumbnail as string)).not.toBeNull();
  });

  test('that cannot be written keeps nobody unlocked', async () => {
    const connections = [await world.rig.connectionOf('Edda'), await world.rig.connectionOf('Cass')];
    trail.broken = true;
    await world.rig.engine.lock('sleep');
    trail.broken = false;
    for (const connection of connections) {
      const reply = await world.rig.engine.dispatch(connection, 'job.list', {});
      expect(reply).toMatchObject({ ok: false, error: { code: 'locked' } });
    }
    const { sound } = await world.rig.call('Grace', 'trail.verify', {});
    expect(sound).toBe(true);
  });
});

describe('the clock', () => {
  test('may run back, but not unsaid; and no entry is dated before the one before it', async () => {
    await world.rig.call('Grace', 'job.list', {});
    world.rig.advance(-49 * 3_600_000);
    await world.rig.call('Edda', 'open.use', use(() => thing.copy)() as Input<'open.use'>);
    const { newest } = await head();
    expect(newest.map(({ kind }) => kind)).toContain('clock.ranBack');
    const times = newest.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    world.rig.advance(49 * 3_600_000);
  });
});
