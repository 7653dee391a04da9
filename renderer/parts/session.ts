import { createContext, useContext } from 'react';
import type { OperationName, Output } from '../../shared/contract/contract.ts';
import { lectureAllows } from '../client/lecture.ts';
import { roleMay } from '../client/may.ts';
import { todayIn } from '../ui/dates.ts';
import { useLecture } from './lecture.ts';

export type Session = NonNullable<Output<'library.status'>['session']>;

interface OpenLibrary {
  readonly session: Session;
  readonly files: Output<'library.status'>['files'];
}

export const SessionContext = createContext<OpenLibrary | null>(null);

function useOpenLibrary(): OpenLibrary {
  const open = useContext(SessionContext);
  if (!open) throw new Error('This part of the window is only there while a library is open');
  return open;
}

export const useSession = (): Session => useOpenLibrary().session;

/** Which operations the person's role may call here and now, so that the rest is not offered. */
export function useMay(): (name: OperationName) => boolean {
  const { role } = useSession().user;
  const lecture = useLecture();
  return (name) => roleMay(role, name) && (!lecture || lectureAllows(name));
}

export const useToday = (): string => todayIn(useSession().library.zone);
