import { passphraseStrength } from '../../shared/domain/passphrase/strength.ts';
import { nameKey } from '../../shared/domain/user/name.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { UserRow } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';

async function list({ rooms }: Context): Promise<Output<'user.list'>> {
  const users = await rooms.catalogue.read((reader) => reader.users.list());
  return users.map(({ id, name, role, addedAt, removedAt }) => ({
    id,
    name,
    role,
    addedAt,
    state: removedAt ? 'removed' : 'active',
  }));
}

/** A passphrase that guards patients' recordings has to be hard to guess. @throws CustosError `invalid-input` */
export function assertStrong(passphrase: string): void {
  const { acceptable, advice } = passphraseStrength(passphrase);
  if (!acceptable)
    throw new CustosError('invalid-input', `This passphrase is too easy to guess. ${advice.join(' ')}`, {
      field: 'passphrase',
    });
}

/**
 * Agreements name their viewers, and people read the trail by name [13a]: so no two people ever have names that look
 * the same, and nobody is given the name of somebody who has left.
 */
async function assertOwnName(reader: CatalogueReader, name: string): Promise<void> {
  const key = nameKey(name);
  if (key === '')
    throw new CustosError('invalid-input', 'Please give a name that can be read.', { field: 'name' });
  const taken = (await reader.users.list()).find((user) => nameKey(user.name) === key);
  if (!taken) return;
  throw new CustosError(
    'conflict',
    taken.removedAt === null
      ? 'Somebody of this name is entered already. Please add an initial.'
      : 'Somebody of this name was entered before, and agreements may name them. Please add an initial.',
  );
}

async function add({ rooms, caller }: Context, input: Parsed<'user.add'>): Promise<Output<'user.add'>> {
  assertStrong(input.passphrase);
  await rooms.catalogue.read((reader) => assertOwnName(reader, input.name));
  const id = rooms.clock.newId();
  const { publicKey } = await rooms.keyring.addUser(id, input.name, input.passphrase);
  await rooms.catalogue.write(async (writer) => {
    const { name, role } = input;
    await writer.users.add({
      id,
      name,
      role,
      addedAt: rooms.clock.now(),
      addedBy: caller.user,
      removedAt: null,
      publicKey,
    });
    await rooms.record(writer, {
      kind: 'user.added',
      by: caller.user,
      about: [{ noun: 'user', id }],
      facts: { role },
    });
    // An agreement may have named them before they came [13a].
    await refreshRecordings(rooms, writer, await writer.recordings.concerning(id), caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['user', 'trail'] });
  return { id, name: input.name, role: input.role };
}

/** Governance and administration must not fall away: somebody has to be able to approve and to add people. */
async function assertNotLast(reader: CatalogueReader, user: UserRow): Promise<void> {
  const others = (await reader.users.list()).filter(
    ({ id, removedAt }) => id !== user.id && removedAt === null,
  );
  if (!others.some(({ role }) => role === 'governance' || role === 'administrator')) {
    throw new CustosError(
      'conflict',
      'Somebody has to remain who can add people and approve erasures: governance or an administrator.',
    );
  }
}

async function standingUser(reader: CatalogueReader, id: UserRow['id']): Promise<UserRow> {
  const user = await reader.users.get(id);
  if (!user || user.removedAt)
    throw new CustosError('not-found', 'There is no such person, or they were removed already.');
  return user;
}

/** A role decides what is found, so everything the person may find by name is worked out again. */
async function setRole(
  { rooms, caller }: Context,
  input: Parsed<'user.setRole'>,
): Promise<Output<'user.setRole'>> {
  await rooms.catalogue.write(async (writer) => {
    const user = await standingUser(writer, input.user);
    if (user.id === caller.user)
      throw new CustosError('conflict', 'Nobody changes their own role. Please ask another administrator.');
    await assertNotLast(writer, user);
    await writer.users.change(user.id, { role: input.role });
    await rooms.record(writer, {
      kind: 'user.roleChanged',
      by: caller.user,
      about: [{ noun: 'user', id: user.id }],
      facts: { from: user.role, to: input.role },
    });
    await refreshRecordings(rooms, writer, await writer.recordings.concerning(user.id), caller.user);
  });
  await rooms.endSessions(input.user);
  rooms.emit({ kind: 'changed', nouns: ['user', 'recording', 'trail'] });
  return {};
}

/** Removing somebody makes new keys for the library: what they still hold opens nothing made from now on. */
async function remove(
  { rooms, caller }: Context,
  input: Parsed<'user.remove'>,
): Promise<Output<'user.remove'>> {
  await rooms.catalogue.read(async (reader) => {
    const user = await standingUser(reader, input.user);
    if (user.id === caller.user)
      throw new CustosError('conflict', 'Nobody removes themselves. Please ask somebody else.');
    await assertNotLast(reader, user);
  });
  await rooms.endSessions(input.user);
  const { recoveryKit } = await rooms.keyring.removeUser(input.user);
  await rooms.catalogue.write(async (writer) => {
    await writer.users.change(input.user, { removedAt: rooms.clock.now() });
    await rooms.record(writer, {
      kind: 'user.removed',
      by: caller.user,
      about: [{ noun: 'user', id: input.user }],
      facts: {},
    });
    await refreshRecordings(rooms, writer, await writer.recordings.concerning(input.user), caller.user);
  });
  // They may have come in once more while the keys were made anew.
  await rooms.endSessions(input.user);
  rooms.emit({ kind: 'changed', nouns: ['user', 'recording', 'trail'] });
  return { recoveryKit };
}

async function changePassphrase(
  { rooms, caller }: Context,
  input: Parsed<'session.changePassphrase'>,
): Promise<Output<'session.changePassphrase'>> {
  assertStrong(input.next);
  await rooms.keyring.changePassphrase(caller.user, input.current, input.next);
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'passphrase.changed',
      by: caller.user,
      about: [{ noun: 'user', id: caller.user }],
      facts: {},
    }),
  );
  return {};
}

export const userOperations: Handlers = {
  'user.list': list,
  'user.add': add,
  'user.setRole': setRole,
  'user.remove': remove,
  'session.changePassphrase': changePassphrase,
};
