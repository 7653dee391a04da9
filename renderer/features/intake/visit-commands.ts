import { defineCommands } from '../../parts/commands/registry.ts';

/** The list of visits hears these itself: a digit is meant for the visit under the focus. */
export const visitCommands = defineCommands(
  { id: 'visit', place: 'Visits that came in' },
  {
    first: { name: 'Give the visit the class used last', keys: ['1'], needs: 'recording.classify' },
    second: {
      name: 'Give the visit the second of the classes used',
      keys: ['2'],
      needs: 'recording.classify',
    },
    third: { name: 'Give the visit the third of the classes used', keys: ['3'], needs: 'recording.classify' },
    fourth: {
      name: 'Give the visit the fourth of the classes used',
      keys: ['4'],
      needs: 'recording.classify',
    },
    fifth: { name: 'Give the visit the fifth of the classes used', keys: ['5'], needs: 'recording.classify' },
    sixth: { name: 'Give the visit the sixth of the classes used', keys: ['6'], needs: 'recording.classify' },
    seventh: {
      name: 'Give the visit the seventh of the classes used',
      keys: ['7'],
      needs: 'recording.classify',
    },
    eighth: {
      name: 'Give the visit the eighth of the classes used',
      keys: ['8'],
      needs: 'recording.classify',
    },
    ninth: { name: 'Give the visit the ninth of the classes used', keys: ['9'], needs: 'recording.classify' },
  },
);

export const inOrder = Object.values(visitCommands);
