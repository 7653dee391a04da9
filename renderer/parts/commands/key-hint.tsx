import { Kbd } from '@mantine/core';
import { usePreferences } from '../preferences.ts';
import type { Command } from './registry.ts';
import { strokesFor } from './shortcuts.ts';
import { strokeForReaders, strokeWords } from './stroke.ts';

/** The key of a command beside its words, for who looks; nothing where it has none. */
export function KeyHint({ command }: { readonly command: Command }) {
  usePreferences();
  const [stroke] = strokesFor(command);
  return stroke ? <Kbd aria-hidden>{strokeWords(stroke)}</Kbd> : null;
}

/** What a button says of its key: the tooltip for who points, the attribute for screen readers. */
export function useKeyProps(command: Command): { title: string; 'aria-keyshortcuts'?: string } {
  usePreferences();
  const [stroke] = strokesFor(command);
  if (!stroke) return { title: command.name };
  return { title: `${command.name} (${strokeWords(stroke)})`, 'aria-keyshortcuts': strokeForReaders(stroke) };
}
