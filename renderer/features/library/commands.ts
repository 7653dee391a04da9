import { defineCommands } from '../../parts/commands/registry.ts';

/** What can be done among the pictures of the library. */
export const libraryCommands = defineCommands(
  { id: 'library', place: 'Library' },
  {
    move: { name: 'Move through the pictures', keys: ['Arrows'], fixed: true },
    outline: { name: 'Move the outline and leave what is chosen', keys: ['Mod+Arrows'], fixed: true },
    far: {
      name: 'Go a screen on or back, to the first or the last',
      keys: ['PageDown', 'PageUp', 'Home', 'End'],
      fixed: true,
    },
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
    filters: { name: 'Show or hide the filters', keys: ['f'] },
    details: { name: 'Show or hide the details', keys: ['d'] },
  },
);

/** How the same recordings are shown. */
export const viewCommands = defineCommands(
  { id: 'view', place: 'Library' },
  {
    next: { name: 'Show them as a grid, a list or along the time, in turn', keys: ['g'] },
    larger: { name: 'Show the pictures larger', keys: ['+', '='] },
    smaller: { name: 'Show the pictures smaller', keys: ['-'] },
  },
);

/** What sets recordings in order; the same in the grid, the list and the timeline. */
export const arrangeCommands = defineCommands(
  { id: 'arrange', place: 'Library' },
  {
    none: { name: 'Give no star', keys: ['0'], needs: 'recording.rate' },
    one: { name: 'Give 1 star', keys: ['1'], needs: 'recording.rate' },
    two: { name: 'Give 2 stars', keys: ['2'], needs: 'recording.rate' },
    three: { name: 'Give 3 stars', keys: ['3'], needs: 'recording.rate' },
    four: { name: 'Give 4 stars', keys: ['4'], needs: 'recording.rate' },
    five: { name: 'Give 5 stars', keys: ['5'], needs: 'recording.rate' },
    unrate: { name: 'Take the rating away', needs: 'recording.rate' },
    label: { name: 'Set or take away a label', keys: ['l'], needs: 'recording.label' },
    collection: { name: 'Add to a collection', keys: ['b'], needs: 'collection.add' },
    compare: { name: 'Compare on the light table', keys: ['t'] },
  },
);

/** The same stars while looking closely, so that a series is gone through without leaving it. */
export const lookCommands = defineCommands(
  { id: 'look', place: 'Quick look', inDialog: true },
  {
    none: { name: 'Give no star', keys: ['0'], needs: 'recording.rate' },
    one: { name: 'Give 1 star', keys: ['1'], needs: 'recording.rate' },
    two: { name: 'Give 2 stars', keys: ['2'], needs: 'recording.rate' },
    three: { name: 'Give 3 stars', keys: ['3'], needs: 'recording.rate' },
    four: { name: 'Give 4 stars', keys: ['4'], needs: 'recording.rate' },
    five: { name: 'Give 5 stars', keys: ['5'], needs: 'recording.rate' },
  },
);
