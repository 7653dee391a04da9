import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Rooms } from '../../electron/operations/context.ts';
import { refreshRecording } from '../../electron/operations/derive.ts';
import { signedText } from '../../electron/operations/sign-off.ts';
import type { Input } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { type Thing, World } from './gate-world.ts';

/** The rooms of the running engine: to alter what only somebody with the keys and other tools could. */
const seen = vi.hoisted(() => ({ rooms: null as unknown }));

vi.mock(import('../../electron/operations/turn-of-day.ts'), async (original) => {
  const turns = await original();
  return {
    ...turns,
    settleDay: (rooms) => {
      seen.rooms = rooms;
      return turns.settleDay(rooms);
    },
  };
});

const rooms = (): Rooms => seen.rooms as Rooms;
let world: World;
let thing: Thing;

type Classify = NonNullable<Input<'import.start'>['classify']>;
const classify = (): Classify => ({
  category: 'other',
  circumstances: 'planned',
  madeFor: 'teaching',
  made: { earliest: '2010-01-01', latest: '2010-01-01' } as NonNullable<Classify['made']>,
  subjects: [world.subjects.a],
});

beforeAll(async () => {
  world = await World.make();
  thing = await world.take('signed', 'signed', classify(), {}, 'signed');
}, 120_000);
afterAll(() => world?.rig.close());

const spki = Buffer.from('302a300506032b6570032100', 'hex');
const publicKeyOf = (raw: string) =>
  createPublicKey({ key: Buffer.concat([spki, Buffer.from(raw, 'base64url')]), format: 'der', type: 'spki' });

describe('a sign-off', () => {
  test('is signed with the person’s own key over the content, the judgement and the trail', async () => {
    const { signOff, user, other } = await rooms().catalogue.read(async (reader) => {
      const [newest] = await reader.renditions.signOffs(thing.copy as Id);
      return {
        signOff: newest,
        user: await reader.users.get(world.rig.id('Cass')),
        other: await reader.users.get(world.rig.id('Grace')),
      };
    });
    if (!signOff || !user || !other) throw new Error('no sign-off');
    expect(signOff.by).toBe(user.id);
    const signature = Buffer.from(signOff.signature, 'base64url');
    const holds = (text: string, key: string) => verify(null, Buffer.from(text), publicKeyOf(key), signature);
    expect(holds(signedText(signOff), user.publicKey)).toBe(true);
    expect(holds(signedText(signOff), other.publicKey)).toBe(false);
    for (const changed of [
      { identifiability: 'identifiable' as const },
      { mark: 'another' },
      { rendition: thing.original },
      { lookedAt: [] },
      { trailHead: '' },
      { by: other.id },
    ])
      expect(holds(signedText({ ...signOff, ...changed }), user.publicKey)).toBe(false);
  });

  test('is of this content only: another content in its place voids it, at once and for everybody', async () => {
    const asked = { rendition: thing.copy as Id, use: 'teaching', audience: 'medicalSetting' } as const;
    const opened = await world.rig.call('Edda', 'open.use', asked);
    const url = opened.opened?.url as string;
    expect(await world.rig.media('Edda', url)).not.toBeNull();
    await rooms().catalogue.write(async (writer) => {
      const row = await writer.renditions.get(thing.copy as Id);
      const signOffs = await writer.renditions.signOffs(thing.copy as Id);
      if (!row) throw new Error('no copy');
      await writer.renditions.remove(row.id);
      await writer.renditions.add({ ...row, mark: 'of another content' });
      for (const signOff of signOffs) await writer.renditions.addSignOff(signOff);
    });
    expect(await world.rig.media('Edda', url)).toBeNull();
    await rooms().catalogue.write((writer) => refreshRecording(rooms(), writer, thing.recording, null));
    expect((await world.rig.failure('Edda', 'open.use', asked)).code).toBe('not-found');
    const shown = await world.rig.call('Cass', 'recording.show', { recording: thing.recording });
    const copy = shown.renditions.find(({ id }) => id === thing.copy);
    expect(copy).toMatchObject({ signOff: { valid: false }, identifiability: 'unassessed' });
  });

  test('that changes a judgement takes somebody else, whoever discards and makes the copy anew', async () => {
    const other = await world.take('judged', 'judged', classify(), {}, 'signed');
    const lookedAt = ['face'];
    const again = { rendition: other.copy as Id, lookedAt, identifiability: 'identifiable' } as const;
    expect((await world.rig.failure('Cass', 'anonymise.signOff', again)).code).toBe('needs-second-person');
    await world.rig.call('Grace', 'anonymise.signOff', again);
    const back = { ...again, identifiability: 'notIdentifiable' } as const;
    expect((await world.rig.failure('Grace', 'anonymise.signOff', back)).code).toBe('needs-second-person');
  });

  test('is given to no original, and to nothing set aside', async () => {
    const lookedAt = ['face'];
    const original = { rendition: thing.original, lookedAt, identifiability: 'notIdentifiable' } as const;
    expect((await world.rig.failure('Cass', 'anonymise.signOff', original)).code).toBe('conflict');
    const ended = await world.take('ended', 'ended', classify(), {}, 'unsigned');
    const event = {
      kind: 'withdrawn',
      on: '2026-03-05' as NonNullable<Classify['made']>['earliest'] & string,
    } as const;
    await world.rig.call('Cass', 'agreement.record', { agreement: ended.agreement as Id, event });
    const late = { rendition: ended.copy as Id, lookedAt, identifiability: 'notIdentifiable' } as const;
    expect((await world.rig.failure('Cass', 'anonymise.signOff', late)).code).toBe('conflict');
  });
});
