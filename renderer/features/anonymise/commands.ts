import { defineCommands } from '../../parts/commands/registry.ts';

/** What can be done at the bench. */
export const benchCommands = defineCommands(
  { id: 'bench', place: 'Anonymising bench' },
  {
    move: { name: 'Move the region', keys: ['Arrows'], fixed: true },
    resize: { name: 'Make the region larger or smaller', keys: ['Shift+Arrows'], fixed: true },
    remove: { name: 'Remove the region', keys: ['Delete', 'Backspace'], fixed: true },
    add: { name: 'Add a region', keys: ['n'] },
    fill: { name: 'Show the regions filled', keys: ['f'] },
    undo: { name: 'Undo the last change of the regions', keys: ['Mod+z', 'u'] },
    make: { name: 'Make the anonymised copy' },
  },
);

/** What can be done with a film or a sound at the bench. */
export const streamBenchCommands = defineCommands(
  { id: 'stream-bench', place: 'Anonymising bench for film and sound' },
  { make: { name: 'Make the anonymised copy' } },
);
