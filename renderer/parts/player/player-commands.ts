import { defineCommands } from '../commands/registry.ts';

/** Playing films and sound. */
export const playerCommands = defineCommands(
  { id: 'player', place: 'Film and sound' },
  {
    toggle: { name: 'Play or stop', keys: ['Space'] },
    stop: { name: 'Stop', keys: ['k'] },
    forward: { name: 'Play forwards, again for twice as fast', keys: ['l'] },
    backward: { name: 'Play backwards, again for twice as fast', keys: ['j'] },
    nextFrame: { name: 'One frame forwards', keys: ['.'] },
    lastFrame: { name: 'One frame back', keys: [','] },
    later: { name: 'Five seconds on', keys: ['ArrowRight'], fixed: true },
    earlier: { name: 'Five seconds back', keys: ['ArrowLeft'], fixed: true },
    start: { name: 'Go to the beginning', keys: ['Home'], fixed: true },
    end: { name: 'Go to the end', keys: ['End'], fixed: true },
    faster: { name: 'Faster', keys: ['+', '='] },
    slower: { name: 'Slower', keys: ['-'] },
    markIn: { name: 'Begin the part that is repeated here', keys: ['i'] },
    markOut: { name: 'End the part that is repeated here', keys: ['o'] },
    unmark: { name: 'Forget the marks', keys: ['u'] },
    loop: { name: 'Repeat, or play once', keys: ['e'] },
    mute: { name: 'Sound on or off', keys: ['m'] },
  },
);
