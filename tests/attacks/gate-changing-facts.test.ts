import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Rooms } from '../../electron/operations/context.ts';
import { refreshRecording } from '../../electron/operations/derive.ts';
import type { Input, OperationName } from '../../shared/contract/contract.ts';
import { roles } from '../../shared/domain/user/role.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { agreedHold } from '../operations/rig.ts';
import { everybody, people, type Thing, terms, World } from './gate-world.ts';

/** The rooms of the running engine, as its operations see them: to look at what is stored. */
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

let world: World;
const things: Thing[] = [];
const rooms = (): Rooms => seen.rooms as Rooms;

type Classify = NonNullable<Input<'import.start'>['classify']>;
const planned = { category: 'other', circumstances: 'planned' } as const;
const made = { earliest: '2010-01-01', latest: '2010-01-01' } as NonNullable<Classify['made']>;

beforeAll(async () => {
  world = await World.make();
  const { a, b } = world.subjects;
  const teaching = { ...planned, made, madeFor: 'teaching' } as const;
  things.push(await world.take('one', 'one', { ...teaching, subjects: [a] }, {}, 'signed'));
  things.push(
    await world.take('two', 'two', { ...teaching, subjects: [a, b] }, { viewers: ['Edda'] }, 'signed'),
  );
  things.push(await world.take('three', 'three', { ...planned, made, madeFor: 'care', subjects: [b] }, {}));
  things.push(await world.take('four', 'four', null, null));
}, 180_000);
afterAll(() => world?.rig.close());

interface Stored {
  readonly standing: string;
  readonly state: string;
  readonly levels: readonly number[];
  readonly refreshed: unknown;
  readonly owed: readonly string[];
}

/** All that is stored beside the recordings so that discovery needs no rule. */
const stored = (): Promise<readonly Stored[]> =>
  rooms().catalogue.read(async (reader) => {
    const all: Stored[] = [];
    for (const { recording } of things) {
      const row = await reader.recordings.get(recording);
      const levels = [];
      for (const name of everybody) {
        for (const role of roles) {
          const user = world.rig.id(name);
          levels.push(await reader.recordings.levelFor({ user, role }, recording));
        }
      }
      const owed = (await reader.obligations.ofRecording(recording))
        .filter(({ settledAt, source }) => settledAt === null && source === 'facts')
        .map(({ queue, paragraph, due, reason }) => `${queue} ${paragraph} ${due} ${reason}`)
        .sort();
      all.push({
        standing: row?.standing ?? '',
        state: row?.state ?? '',
        levels,
        refreshed: null,
        owed,
      });
    }
    return all;
  });

const recompute = (): Promise<void> =>
  rooms().catalogue.write(async (writer) => {
    for (const { recording } of things) await refreshRecording(rooms(), writer, recording, null);
  });

/** An act of somebody that changes a fact; it may be refused, and changes nothing then. */
interface Act {
  readonly person: string;
  readonly operation: OperationName;
  readonly input: unknown;
}

let today = '2026-03-11' as Day;

const whichThing = fc.nat(3);
const whichSubject = fc.constantFrom('a', 'b');
const dayNear = fc.integer({ min: -40, max: 40 });

const acts = (): fc.Arbitrary<() => Act> => {
  const thing = (index: number) => things[index] as Thing;
  const subject = (name: string) => world.subjects[name as 'a' | 'b'];
  const agreementOf = (index: number) => thing(index).agreement ?? (things[0] as Thing).agreement;
  const act = (person: string, operation: OperationName, input: unknown): Act => ({
    person,
    operation,
    input,
  });
  return fc.oneof(
    fc.tuple(whichSubject, fc.constantFrom('Clara', 'Colin'), dayNear, fc.option(fc.nat(30))).map(
      ([name, user, from, length]) =>
        () =>
          act('Cass', 'subject.careTeam', {
            subject: subject(name),
            user: world.rig.id(user),
            from: addDays(today, from),
            to: length === null ? null : addDays(today, from + length),
          }),
    ),
    fc.tuple(whichThing, fc.constantFrom('confirmed', 'withdrawn', 'notConfirmed')).map(
      ([index, kind]) =>
        () =>
          act('Grace', 'agreement.record', { agreement: agreementOf(index), event: { kind, on: today } }),
    ),
    fc
      .tuple(
        whichThing,
        fc.constantFrom('teaching', 'audit', 'care', 'research'),
        fc.boolean(),
        fc.option(dayNear),
        fc.boolean(),
      )
      .map(
        ([index, use, identifiableAllowed, keep, named]) =>
          () =>
            act('Cass', 'agreement.record', {
              agreement: agreementOf(index),
              event: {
                kind: 'varied',
                on: today,
                terms: terms({
                  uses: [use],
                  identifiableAllowed,
                  keepUntil: keep === null ? null : addDays(today, keep),
                  viewers: named ? ['Edda', 'Colin'] : [],
                }),
              },
            }),
      ),
    fc.tuple(whichThing, whichSubject, fc.boolean()).map(
      ([index, name, identifiableAllowed]) =>
        () =>
          act('Cass', 'agreement.create', {
            terms: terms({ identifiableAllowed, givenOn: addDays(today, -1), uses: ['teaching', 'care'] }),
            subjects: [subject(name)],
            recordings: [thing(index).recording],
          }),
    ),
    fc
      .tuple(
        whichThing,
        fc.constantFrom('care', 'teaching', 'audit'),
        fc.constantFrom('planned', 'emergency', 'covert'),
      )
      .map(
        ([index, madeFor, circumstances]) =>
          () =>
            act('Cass', 'recording.classify', {
              recordings: [thing(index).recording],
              classification: { madeFor, circumstances, category: 'other' },
            }),
      ),
    fc.tuple(whichThing, fc.subarray(['a', 'b'])).map(
      ([index, names]) =>
        () =>
          act('Cass', 'recording.classify', {
            recordings: [thing(index).recording],
            classification: { subjects: names.map(subject) },
          }),
    ),
    fc.tuple(whichThing, fc.boolean()).map(
      ([index, held]) =>
        () =>
          act('Grace', 'recording.hold', {
            recordings: [thing(index).recording],
            reason: 'because',
            held,
            ...agreedHold,
          }),
    ),
    fc
      .tuple(whichThing, fc.constantFrom('notIdentifiable', 'identifiable'), fc.constantFrom('Grace', 'Cass'))
      .map(
        ([index, identifiability, person]) =>
          () =>
            act(person, 'anonymise.signOff', {
              rendition: thing(index).copy ?? (things[0] as Thing).copy,
              lookedAt: ['face'],
              identifiability,
            }),
      ),
    fc.tuple(whichThing, whichSubject).map(
      ([index, name]) =>
        () =>
          act('Cass', 'subject.move', {
            recordings: [thing(index).recording],
            from: subject(name),
            to: subject(name === 'a' ? 'b' : 'a'),
            reason: 'because',
          }),
    ),
    fc
      .constantFrom('educator', 'administrator', 'researcher', 'clinician')
      .map((role) => () => act('Grace', 'user.setRole', { user: world.rig.id('Rex'), role })),
    fc.integer({ min: 1, max: 40 }).map((days) => () => {
      world.rig.advance(days * 24 * 3_600_000);
      today = addDays(today, days);
      return act('Grace', 'queue.counts', {});
    }),
  );
};

describe('after any facts have changed', () => {
  test('what is stored for discovery is what would be worked out from nothing', async () => {
    await world.rig.call('Grace', 'queue.counts', {});
    let accepted = 0;
    const property = fc.asyncProperty(fc.array(acts(), { minLength: 3, maxLength: 8 }), async (sequence) => {
      for (const next of sequence) {
        const { person, operation, input } = next();
        const reply = await world.rig.attempt(person, operation, input);
        if (reply.ok) accepted += 1;
        else
          expect(['internal', 'invalid-input'], `${operation} ${JSON.stringify(reply)}`).not.toContain(
            reply.error.code,
          );
      }
      await world.rig.call('Grace', 'queue.counts', {});
      const before = await stored();
      await recompute();
      expect(await stored()).toEqual(before);
      expect(await rooms().catalogue.check()).toEqual([]);
    });
    await fc.assert(property, { numRuns: 30, seed: 20_260_310, endOnFailure: true });
    expect(accepted).toBeGreaterThan(60);
  }, 300_000);
});

describe('with the turn of the day', () => {
  test('an agreement past its day ends its use, and a collection recording goes to the queue of erasures', async () => {
    const keepUntil = addDays(today, 5);
    const classify: Classify = { ...planned, made, madeFor: 'teaching', subjects: [world.subjects.a] };
    const thing = await world.take('until', 'until', classify, { keepUntil }, 'signed');
    const asked = { rendition: thing.copy as Id, use: 'teaching', audience: 'medicalSetting' } as const;
    world.rig.advance(5 * 24 * 3_600_000);
    expect((await world.rig.call('Edda', 'open.use', asked)).decision.outcome).toBe('permit');
    world.rig.advance(24 * 3_600_000);
    expect((await world.rig.failure('Edda', 'open.use', asked)).code).toBe('not-found');
    const shown = await world.rig.call('Grace', 'recording.show', { recording: thing.recording });
    expect(shown.state).toBe('quarantined');
    const { items } = await world.rig.call('Grace', 'queue.items', { queue: 'erase', limit: 500 });
    expect(items.some(({ recording }) => recording.id === thing.recording)).toBe(true);
  });
});

describe('who somebody is', () => {
  test('no two people have names that look alike, nor anybody the name of one who left', async () => {
    const passphrase = 'seven quiet herons over the estuary';
    const add = (name: string) =>
      world.rig.failure('Grace', 'user.add', { name, role: 'educator', passphrase });
    for (const name of ['edda', 'EDDA', ' Edda ', 'Ed\u200bda', 'Ｅdda', 'E\u00addda', 'Edda.'])
      expect((await add(name)).code, JSON.stringify(name)).toBe('conflict');
    const jose = { name: 'Jos\u00e9 Ruiz', role: 'educator', passphrase } as const;
    const { id } = await world.rig.call('Grace', 'user.add', jose);
    expect((await add('Jose\u0301  Ruiz')).code).toBe('conflict');
    await world.rig.call('Grace', 'user.remove', { user: id });
    expect((await add('Jos\u00e9 Ruiz')).code).toBe('conflict');
    expect((await add('\u200b\u200d')).code).toBe('invalid-input');
  });

  test('a name in an agreement is nobody’s until it is theirs, and not their lookalike’s', async () => {
    const classify: Classify = { ...planned, made, madeFor: 'teaching', subjects: [world.subjects.a] };
    const agreed = { identifiableAllowed: true, viewers: ['Nora Quill', 'CLARA', 'rex'] };
    const { recording, original } = await world.take('for-nora', 'for-nora', classify, agreed);
    const asked = { rendition: original, use: 'teaching', audience: 'medicalSetting' } as const;
    expect((await world.rig.failure('Colin', 'open.use', asked)).code).toBe('not-found');
    const passphrase = 'seven quiet herons over the estuary';
    await world.rig.call('Grace', 'user.add', { name: 'Nora Quill', role: 'educator', passphrase });
    const window = await world.rig.call('Nora Quill', 'recording.window', {
      query: {},
      offset: 0,
      limit: 99,
    });
    expect(window.tiles.map(({ id }) => id)).toContain(recording);
    expect((await world.rig.call('Nora Quill', 'open.use', asked)).decision.outcome).toBe('permit');
    expect((await world.rig.failure('Rex', 'open.use', asked)).code).toBe('not-found');
  });

  test('the people of this file have all the roles', () => {
    expect(new Set([...Object.values(people), 'governance'])).toEqual(new Set(roles));
  });
});
