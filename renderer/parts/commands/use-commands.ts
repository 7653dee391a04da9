import { useEffect, useRef } from 'react';
import type { OperationName } from '../../../shared/contract/contract.ts';
import type { Role } from '../../../shared/domain/user/role.ts';
import { lectureAllows, lectureOn, lectureRefusal } from '../../client/lecture.ts';
import { roleMay, whoMay } from '../../client/may.ts';
import { useSession } from '../session.ts';
import { type Command, type Commands, everywhere } from './registry.ts';

/** What a command does now: see registry.ts for the three kinds. */
export type Act = (() => void) | string | true;
type Acts<Key extends string> = Readonly<Partial<Record<Key, Act | undefined>>>;

/** A command that holds now, and what it does or why it does not. */
export interface Offered {
  readonly command: Command;
  readonly act: Act;
}

interface Binding {
  readonly offered: () => Offered[];
}

const bindings: Binding[] = [];

/** Everything that holds now: the newest screen first, what holds everywhere last. */
export function offeredNow(): readonly Offered[] {
  const all = [...bindings].reverse().flatMap(({ offered }) => offered());
  const isGeneral = ({ command }: Offered): boolean => command.place === everywhere;
  return [...all.filter((one) => !isGeneral(one)), ...all.filter(isGeneral)];
}

/** Why an operation is not for this role, or not for a shared screen; null where it is. */
function refusalOf(name: OperationName, role: Role): string | null {
  if (!roleMay(role, name)) return `This is done by ${whoMay(name)}.`;
  return lectureOn() && !lectureAllows(name) ? lectureRefusal : null;
}

function offer<Key extends string>(commands: Commands<Key>, acts: Acts<Key>, role: Role): Offered[] {
  return (Object.keys(commands) as Key[]).flatMap((key) => {
    const command = commands[key];
    const act = acts[key];
    if (act === undefined) return [];
    return [{ command, act: (command.needs && refusalOf(command.needs, role)) ?? act }];
  });
}

/** Lets commands act as long as this part of the page is there. What the role may not do is answered in words. */
export function useCommands<Key extends string>(commands: Commands<Key>, acts: Acts<Key>): void {
  const { role } = useSession().user;
  const current = useRef<() => Offered[]>(() => []);
  current.current = () => offer(commands, acts, role);
  useEffect(() => {
    const binding: Binding = { offered: () => current.current() };
    bindings.push(binding);
    return () => {
      bindings.splice(bindings.indexOf(binding), 1);
    };
  }, []);
}
