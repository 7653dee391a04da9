import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { passphrase } from '../operations/rig.ts';
import { terms, World } from './gate-world.ts';

let world: World;

beforeAll(async () => {
  world = await World.make();
}, 120_000);
afterAll(() => world?.rig.close());

type Classify = NonNullable<Input<'import.start'>['classify']>;
const planned = { category: 'other', circumstances: 'planned' } as const;
const made = { earliest: '2010-01-01', latest: '2010-01-01' } as NonNullable<Classify['made']>;
let taken = 0;

/** A new recording that all who teach may see as an anonymised copy. */
const shared = () => {
  taken += 1;
  const classify: Classify = { ...planned, made, madeFor: 'teaching', subjects: [world.subjects.a] };
  const uses: Input<'agreement.create'>['terms']['uses'] = ['teaching', 'audit'];
  return world.take(`shared-${taken}`, `llewellyn-${taken}`, classify, { uses }, 'signed');
};

const view = async (
  person: string,
  rendition: Id,
  use: 'teaching' | 'care' = 'teaching',
): Promise<string> => {
  const audience = use === 'care' ? 'careTeam' : 'medicalSetting';
  const { opened, decision } = await world.rig.call(person, 'open.use', { rendition, use, audience });
  if (!opened) throw new Error(decision.reasons.join(' '));
  return opened.url;
};

const thumbOf = async (person: string, recording: Id): Promise<string> => {
  const shown = await world.rig.call(person, 'recording.show', { recording });
  if (!shown.thumbnail) throw new Error('no thumbnail');
  return shown.thumbnail;
};

const day = (text: string) => text as Input<'agreement.create'>['terms']['givenOn'];
const on = day('2026-03-05');

describe('an address is good no longer', () => {
  const endings: readonly (readonly [
    string,
    (thing: Awaited<ReturnType<typeof shared>>) => Promise<unknown>,
  ])[] = [
    [
      'after a withdrawal',
      ({ agreement }) =>
        world.rig.call('Cass', 'agreement.record', {
          agreement: agreement as Id,
          event: { kind: 'withdrawn', on },
        }),
    ],
    [
      'after the agreement was varied to another use',
      ({ agreement }) =>
        world.rig.call('Cass', 'agreement.record', {
          agreement: agreement as Id,
          event: { kind: 'varied', on, terms: terms({ uses: ['audit'] }) },
        }),
    ],
    [
      'after the copy was judged identifiable',
      ({ copy }) =>
        world.rig.call('Grace', 'anonymise.signOff', {
          rendition: copy as Id,
          lookedAt: ['face'],
          identifiability: 'identifiable',
        }),
    ],
    [
      'after the copy was discarded',
      ({ copy }) => world.rig.call('Cass', 'anonymise.discard', { rendition: copy as Id }),
    ],
    [
      'after the recording turned out to be of another patient',
      ({ recording }) =>
        world.rig.call('Cass', 'subject.move', {
          recordings: [recording],
          from: world.subjects.a,
          to: world.subjects.b,
          reason: 'wrong patient',
        }),
    ],
    [
      'after it was classified as covert',
      ({ recording }) =>
        world.rig.call('Cass', 'recording.classify', {
          recordings: [recording],
          classification: { circumstances: 'covert' },
        }),
    ],
    [
      'after its erasure was approved',
      async ({ recording }) => {
        const recordings = [recording];
        await world.rig.call('Cass', 'erasure.propose', { recordings, why: 'no longer needed' });
        const { certificates } = await world.rig.approve('Grace', recordings);
        expect(certificates).toHaveLength(1);
      },
    ],
  ];

  test.each(endings)('%s', async (_, end) => {
    const thing = await shared();
    const urls = [await view('Edda', thing.copy as Id), await thumbOf('Edda', thing.recording)];
    for (const url of urls) expect(await world.rig.media('Edda', url)).not.toBeNull();
    await end(thing);
    for (const url of urls) {
      expect(await world.rig.media('Edda', url)).toBeNull();
      expect((await world.rig.failure('Edda', 'open.renew', { url })).code).toBe('not-found');
    }
    expect((await world.rig.failure('Edda', 'recording.show', { recording: thing.recording })).code).toBe(
      'not-found',
    );
  });

  test('after a care team has ended, and with the turn of the day by itself', async () => {
    const classify: Classify = { ...planned, made, madeFor: 'care', subjects: [world.subjects.a] };
    const thing = await world.take('cared-for', 'llewellyn-care', classify, null);
    await world.careTeam(world.subjects.a, 'Colin', '2026-01-01', null);
    const url = await view('Colin', thing.original, 'care');
    expect(await world.rig.media('Colin', url)).not.toBeNull();
    await world.careTeam(world.subjects.a, 'Colin', '2026-01-01', '2026-03-10');
    expect(await world.rig.media('Colin', url)).toBeNull();
    await world.careTeam(world.subjects.a, 'Colin', '2026-01-01', '2026-03-11');
    const again = await view('Colin', thing.original, 'care');
    expect(await world.rig.media('Colin', again)).not.toBeNull();
    const thumbnail = await thumbOf('Colin', thing.recording);
    world.rig.advance(24 * 3_600_000);
    expect(await world.rig.media('Colin', thumbnail)).toBeNull();
    const query = { query: { subject: world.subjects.a }, offset: 0, limit: 10 };
    expect((await world.rig.call('Colin', 'recording.window', query)).total).toBe(0);
  });

  test('after five minutes, unless it was renewed', async () => {
    const thing = await shared();
    const url = await view('Edda', thing.copy as Id);
    world.rig.advance(4 * 60_000);
    await world.rig.call('Edda', 'open.renew', { url });
    world.rig.advance(4 * 60_000);
    expect(await world.rig.media('Edda', url)).not.toBeNull();
    world.rig.advance(2 * 60_000);
    expect(await world.rig.media('Edda', url)).toBeNull();
    expect((await world.rig.failure('Edda', 'open.renew', { url })).code).toBe('not-found');
  });

  test('after the person’s role has changed', async () => {
    const thing = await shared();
    const url = await view('Edda', thing.copy as Id);
    const thumbnail = await thumbOf('Edda', thing.recording);
    await world.rig.call('Grace', 'user.setRole', { user: world.rig.id('Edda'), role: 'administrator' });
    for (const address of [url, thumbnail]) expect(await world.rig.media('Edda', address)).toBeNull();
    expect((await world.rig.call('Edda', 'recording.window', { query: {}, offset: 0, limit: 9 })).total).toBe(
      0,
    );
    await world.rig.call('Grace', 'user.setRole', { user: world.rig.id('Edda'), role: 'educator' });
    expect(await world.rig.media('Edda', url)).toBeNull();
  });

  test('for anybody else, at another window, after a lock, or for whoever unlocks next', async () => {
    const thing = await shared();
    const url = await view('Edda', thing.copy as Id);
    expect(await world.rig.media('Cass', url)).toBeNull();
    const { engine } = world.rig;
    const second = engine.connect();
    const window = await engine.dispatch(second, 'session.unlock', { user: 'Edda', passphrase });
    expect(window.ok).toBe(true);
    expect(await engine.media(second, `/${url}`)).toBeNull();
    const asked = { rendition: thing.copy, use: 'teaching', audience: 'medicalSetting' };
    const reply = await engine.dispatch(second, 'open.use', asked);
    const own = (reply as { value: { opened: { url: string } } }).value.opened.url;
    const served = await engine.media(second, `/${own}`);
    expect(served).not.toBeNull();
    await served?.close();
    await engine.dispatch(second, 'session.lock', {});
    expect(await engine.media(second, `/${own}`)).toBeNull();
    await engine.dispatch(second, 'session.unlock', { user: 'Edda', passphrase });
    expect(await engine.media(second, `/${own}`)).toBeNull();
    await engine.disconnect(second);
    expect(await engine.media(second, `/${own}`)).toBeNull();
  });

  test('when the lock came while it was being made', async () => {
    const thing = await shared();
    const { engine } = world.rig;
    const connection = engine.connect();
    await engine.dispatch(connection, 'session.unlock', { user: 'Edda', passphrase });
    const asked = { rendition: thing.copy, use: 'teaching', audience: 'medicalSetting' };
    const [opening] = await Promise.all([
      engine.dispatch(connection, 'open.use', asked),
      engine.dispatch(connection, 'session.lock', {}),
    ]);
    await engine.dispatch(connection, 'session.unlock', { user: 'Edda', passphrase });
    const url = (opening as { value?: { opened?: { url: string } } }).value?.opened?.url;
    if (url) expect(await engine.media(connection, `/${url}`)).toBeNull();
    await engine.disconnect(connection);
  });

  test('when the withdrawal came while it was being asked for', async () => {
    for (let round = 0; round < 5; round += 1) {
      const thing = await shared();
      const event = { kind: 'withdrawn', on } as const;
      const [asked] = await Promise.all([
        view('Edda', thing.copy as Id).catch(() => null),
        world.rig.call('Cass', 'agreement.record', { agreement: thing.agreement as Id, event }),
      ]);
      if (asked) expect(await world.rig.media('Edda', asked)).toBeNull();
    }
  });

  test('in the middle of a stream', async () => {
    const thing = await shared();
    const url = await view('Edda', thing.copy as Id);
    const revoked: Id[] = [];
    const stop = world.rig.engine.onRevoked((token) => revoked.push(token));
    const connection = await world.rig.connectionOf('Edda');
    const served = await world.rig.engine.media(connection, `/${url}`);
    if (!served) throw new Error('not served');
    const stream = served.stream(0, served.size);
    await world.rig.call('Cass', 'agreement.record', {
      agreement: thing.agreement as Id,
      event: { kind: 'withdrawn', on },
    });
    const parts: Uint8Array[] = [];
    const reading = async () => {
      for await (const part of stream) parts.push(part);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'not-allowed' });
    expect(parts).toHaveLength(0);
    expect(revoked).toContain(url.slice('media/'.length));
    await served.close();
    stop();
  });
});

describe('an address that was never given', () => {
  test('leads nowhere, however it is written', async () => {
    const thing = await shared();
    const url = await view('Edda', thing.copy as Id);
    const token = url.slice('media/'.length);
    const { engine } = world.rig;
    const connection = await world.rig.connectionOf('Edda');
    const last = token.endsWith('0') ? '1' : '0';
    for (const path of [
      url,
      `/media/${token.slice(0, -1)}${last}`,
      `/media/${token.toUpperCase()}`,
      `/media/${token}/`,
      `/media/${token}?`,
      `/media//${token}`,
      `/media/../media/${token}`,
      `/MEDIA/${token}`,
      `/thumb/${token}`,
      `/media/${token}\n`,
      `/media/${token}%00`,
      `//media/${token}`,
      `/media/${thing.copy}`,
      `/media/${thing.original}`,
      `/media/${thing.recording}`,
      `/thumb/${thing.copy}`,
      '/media/',
      '/',
      '',
    ]) {
      expect(await engine.media(connection, path), JSON.stringify(path)).toBeNull();
    }
    const thumbnail = await thumbOf('Edda', thing.recording);
    expect(await engine.media(connection, `/${thumbnail.replace('thumb', 'media')}`)).toBeNull();
    const nobody = engine.connect();
    expect(await engine.media(nobody, `/${url}`)).toBeNull();
    expect(await engine.media('0'.repeat(32) as Id, `/${url}`)).toBeNull();
    await engine.disconnect(nobody);
  });
});

describe('uploads', () => {
  test('are received from nobody whose role has no use for them', async () => {
    await expect(world.rig.upload('Adam', 'a.jpg', new Uint8Array(4))).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  test('take nothing in for whoever may only ask about them', async () => {
    for (const person of ['Edda', 'Rex']) {
      const uploads = [await world.rig.upload(person, 'a.jpg', new Uint8Array(4))];
      expect((await world.rig.failure(person, 'import.start', { uploads })).code).toBe('not-allowed');
    }
  });

  test('are good for the session that sent them and for no other', async () => {
    const ticket = await world.rig.upload('Cass', 'a.jpg', new Uint8Array(4));
    expect((await world.rig.failure('Clara', 'import.start', { uploads: [ticket] })).code).toBe(
      'invalid-input',
    );
  });
});
