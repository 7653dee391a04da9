import { defineCommands } from '../../parts/commands/registry.ts';

/** What a region that has the focus hears itself, over a picture and over a film. */
const shaping = {
  move: { name: 'Move the region', keys: ['Arrows'], fixed: true },
  resize: { name: 'Make the region larger or smaller', keys: ['Shift+Arrows'], fixed: true },
  fine: { name: 'The same by the smallest step', keys: ['Alt+Arrows', 'Alt+Shift+Arrows'], fixed: true },
  remove: { name: 'Remove the region', keys: ['Delete', 'Backspace'], fixed: true },
} as const;

/** What can be done at the bench. */
export const benchCommands = defineCommands(
  { id: 'bench', place: 'Anonymising bench' },
  {
    next: { name: 'Go to the next region', keys: ['Tab'], fixed: true },
    keep: { name: 'Cover the region and go to the next', keys: ['y'] },
    drop: { name: 'Leave the region visible and go to the next', keys: ['n'] },
    add: { name: 'Draw a region', keys: ['d'] },
    crop: { name: 'Keep only the part just drawn, or all of the picture again', keys: ['x'] },
    lock: { name: 'Lock the region, or unlock it', keys: ['l'] },
    ...shaping,
    undo: { name: 'Undo the last change of the regions', keys: ['Mod+z', 'u'] },
    redo: { name: 'Do again what was undone', keys: ['Mod+y', 'Mod+Shift+z'] },
    fill: { name: 'Hold to show the regions filled', keys: ['f'] },
    original: { name: 'Hold to show the original', keys: ['o'] },
    preview: { name: 'Show exactly what will be stored', keys: ['p'], needs: 'anonymise.preview' },
    make: { name: 'Make the anonymised copy', keys: ['Mod+Enter'], needs: 'anonymise.make' },
    accept: {
      name: 'Accept all, make the copy and go on',
      keys: ['Enter'],
      fixed: true,
      needs: 'anonymise.make',
    },
    series: {
      name: 'Make the copy, and the same for the rest of the series',
      keys: ['Shift+Enter'],
      fixed: true,
      needs: 'anonymise.make',
    },
    learn: { name: 'Always cover these on this device', keys: ['t'], needs: 'template.learn' },
    forward: { name: 'Go to the next recording without a copy', keys: ['PageDown'] },
  },
);

/** What can be done with a film or a sound at the bench. */
export const streamBenchCommands = defineCommands(
  { id: 'stream-bench', place: 'Anonymising bench for film and sound' },
  {
    next: { name: 'Go to the next region', keys: ['Tab'], fixed: true },
    ...shaping,
    keep: { name: 'Cover the region and go to the next, where it is seen', keys: ['y'] },
    drop: { name: 'Leave the region visible and go to the next', keys: ['n'] },
    add: { name: 'Cover a part of the picture, between the marks', keys: ['d'] },
    begins: { name: 'Let the region begin here', keys: ['['] },
    ends: { name: 'Let the region end here', keys: [']'] },
    always: { name: 'Let the region stay throughout', keys: ['0'] },
    follow: { name: 'Let the region follow: set a key frame here', keys: ['f'] },
    unfollow: { name: 'Take away the key frame that is nearest', keys: ['x'] },
    undo: { name: 'Undo the last change of regions or sound', keys: ['Mod+z'] },
    redo: { name: 'Do again what was undone', keys: ['Mod+y', 'Mod+Shift+z'] },
    fill: { name: 'Hold to show the regions filled', keys: ['b'] },
    original: { name: 'Hold to show the original', keys: ['h'] },
    silence: { name: 'Silence the sound between the marks', keys: ['s'] },
    tone: { name: 'Put a tone over the sound between the marks', keys: ['t'] },
    disguise: { name: 'Disguise the voice between the marks', keys: ['g'] },
    make: { name: 'Make the anonymised copy', keys: ['Mod+Enter'], needs: 'anonymise.start' },
    accept: {
      name: 'Accept all, make the copy and go on',
      keys: ['Enter'],
      fixed: true,
      needs: 'anonymise.start',
    },
    forward: { name: 'Go to the next recording without a copy', keys: ['PageDown'] },
  },
);

/** What can be done with the list of what waits. */
export const worklistCommands = defineCommands(
  { id: 'worklist', place: 'What waits to be anonymised' },
  {
    begin: { name: 'Begin with the first', keys: ['b'], needs: 'bench.open' },
    sign: {
      name: 'Sign off the copies that wait, one after another',
      keys: ['s'],
      needs: 'anonymise.signOff',
    },
    templates: { name: 'Look after the device templates', keys: ['t'], needs: 'template.list' },
  },
);

/** The sign-off with the keyboard, in seconds. */
export const signOffCommands = defineCommands(
  { id: 'sign-off', place: 'Sign-off', inDialog: true },
  {
    all: { name: 'I looked for all of these', keys: ['a'] },
    first: { name: 'Judge: the first of the judgements', keys: ['1'] },
    second: { name: 'Judge: the second of the judgements', keys: ['2'] },
    third: { name: 'Judge: the third of the judgements', keys: ['3'] },
    residue: { name: 'I looked at what can still be read', keys: ['r'] },
    sign: { name: 'Sign off and go on', keys: ['s', 'Mod+Enter'] },
  },
);
