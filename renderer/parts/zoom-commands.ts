import { defineCommands } from './commands/registry.ts';

/** How closely a picture is looked at. */
export const zoomCommands = defineCommands(
  { id: 'zoom', place: 'Picture' },
  {
    closer: { name: 'Look closer', keys: ['+', '='] },
    further: { name: 'Look from further away', keys: ['-'] },
    whole: { name: 'Show the whole picture', keys: ['0'] },
    own: { name: 'Show the picture in its own size', keys: ['1'] },
  },
);
