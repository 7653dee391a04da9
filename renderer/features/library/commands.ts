import { defineCommands } from '../../parts/commands/registry.ts';

/** What can be done among the pictures of the library. */
export const libraryCommands = defineCommands(
  { id: 'library', place: 'Library' },
  {
    move: { name: 'Move through the pictures', keys: ['Arrows'], fixed: true },
    range: { name: 'Choose a range', keys: ['Shift+Arrows'], fixed: true },
    all: { name: 'Choose all that are found', keys: ['Mod+a'], fixed: true },
    toggle: { name: 'Choose or leave the recording under the outline', keys: ['x'], fixed: true },
    look: { name: 'Look at it quickly', keys: ['Space'], fixed: true },
    open: { name: 'Open it', keys: ['Enter'], fixed: true },
    none: { name: 'Choose none', keys: ['Escape'], fixed: true },
  },
);

/** What stands beside the pictures. */
export const panels = defineCommands(
  { id: 'panels', place: 'Library' },
  {
    filters: { name: 'Show or hide the filters' },
    details: { name: 'Show or hide the details' },
  },
);
