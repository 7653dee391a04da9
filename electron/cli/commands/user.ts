import { roles } from '../../../shared/domain/user/role.ts';
import {
  type Command,
  chosenOption,
  type Invocation,
  libraryOptions,
  libraryUsage,
  UsageError,
  words,
} from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { type Library, withLibrary } from '../library.ts';
import { userId } from '../references.ts';
import { newPassphrase, ownPassphrase } from '../secrets.ts';
import { kitLines } from './init.ts';

type Act = (library: Library, invocation: Invocation) => Promise<ExitStatus>;

/** Adds a user. Where only one secret was given, it is the new user's first passphrase too, and they are told. */
const add =
  (passphrase: string, shared: boolean): Act =>
  async ({ call }, { options, positionals, voice }) => {
    const [, name = ''] = positionals;
    const role = chosenOption(options, 'role', roles);
    const user = await call('user.add', { name, role, passphrase });
    if (shared)
      voice.say(`${name} begins with your passphrase and should change it: custos user passphrase.`);
    await voice.result({ ...user, number: null, state: 'active' }, [
      `${user.name} is added as ${user.role}.`,
    ]);
    return exit.done;
  };

const remove: Act = async (library, { positionals, voice }) => {
  const [, name = ''] = positionals;
  const id = await userId(library, name);
  const { recoveryKit } = await library.call('user.remove', { user: id });
  await voice.result({ id, number: null, state: 'removed', name, recoveryKit }, [
    `${name} is removed. The library has new keys and a new recovery kit; the old one opens old backups only.`,
    '',
    ...kitLines(recoveryKit),
  ]);
  return exit.done;
};

const changePassphrase =
  (current: string, next: string): Act =>
  async ({ call, session }, { voice }) => {
    await call('session.changePassphrase', { current, next });
    const { id, name } = session.user;
    await voice.result({ id, number: null, state: 'changed', name }, ['Your passphrase is changed.']);
    return exit.done;
  };

const list: Act = async ({ call }, { voice }) => {
  const users = await call('user.list', {});
  await voice.result(
    users.map((user) => ({ ...user, number: null })),
    users.map(({ name, role, state }) => `${name}  ${role}  ${state}`),
  );
  return exit.done;
};

async function actOf(invocation: Invocation): Promise<{ act: Act; own: string }> {
  const { options, positionals, terminal, secrets } = invocation;
  const [what] = positionals;
  if (what === 'add') {
    words(positionals, 'a name', 2, 2);
    chosenOption(options, 'role', roles);
    const own = await ownPassphrase(terminal, options, secrets);
    const fresh = await newPassphrase(terminal, options, secrets);
    return { act: add(fresh ?? own, fresh === undefined), own };
  }
  if (what === 'passphrase') {
    words(positionals, 'no further words', 1, 1);
    const own = await ownPassphrase(terminal, options, secrets);
    const next = await newPassphrase(terminal, options, secrets);
    if (next === undefined) throw new UsageError('No new passphrase was given: set CUSTOS_NEW_PASSPHRASE.');
    return { act: changePassphrase(own, next), own };
  }
  const own = () => ownPassphrase(terminal, options, secrets);
  if (what === 'remove') {
    words(positionals, 'a name', 2, 2);
    return { act: remove, own: await own() };
  }
  if (what === 'list') return { act: list, own: await own() };
  throw new UsageError('user is followed by add, remove, passphrase or list.');
}

async function user(invocation: Invocation): Promise<ExitStatus> {
  const { act, own } = await actOf(invocation);
  return withLibrary({ ...invocation, secrets: { ...invocation.secrets, own } }, (library) =>
    act(library, invocation),
  );
}

export const userCommand: Command = {
  usage: [
    `add NAME --role ${roles.join('|')} ${libraryUsage} [--new-passphrase-file FILE]`,
    `remove NAME ${libraryUsage}`,
    `passphrase ${libraryUsage} [--new-passphrase-file FILE]`,
    `list ${libraryUsage}`,
  ],
  options: { ...libraryOptions, role: { type: 'string' }, 'new-passphrase-file': { type: 'string' } },
  run: user,
};
