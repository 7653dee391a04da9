import { defineCommands } from '../../parts/commands/registry.ts';

/** What can be done with the pictures on the table. */
export const lightTable = defineCommands(
  { id: 'light', place: 'Light table' },
  {
    link: { name: 'Move the pictures together, or each alone', keys: ['g'] },
    swap: { name: 'Swap the first two pictures', keys: ['s'] },
    order: { name: 'Put the pictures in the order they were made', keys: ['d'] },
    over: { name: 'Lay the first picture faintly over the others, or take it off', keys: ['o'] },
    whole: { name: 'Show all pictures whole', keys: ['0'] },
  },
);
