import { Anchor } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Id, isId } from '../../shared/kernel/id.ts';

interface GoProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly label?: string;
}

/** A link to another place of the window. */
export const Go = ({ to, children, label }: GoProps) => (
  <Anchor href={`#${to}`} underline="always" inherit {...(label ? { 'aria-label': label } : {})}>
    {children}
  </Anchor>
);

/** Goes to another place of the window. */
export function useGo(): (to: string) => void {
  const navigate = useNavigate();
  return (to) => void navigate({ to });
}

/** The id in the address of the place; null where the address holds none. */
export function useIdInPlace(): Id | null {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id && isId(id) ? id : null;
}
