import { describe, expect, it } from 'vitest';
import { fitOf } from '../../renderer/parts/commands/fuzzy.ts';
import { isSingleSign, strokeOf, strokeWords } from '../../renderer/parts/commands/stroke.ts';

const press = (key: string, held: string[] = [], altGraph = false) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
  getModifierState: () => altGraph,
});

describe('what was pressed', () => {
  it('is the same whatever the case of the letter, and tells Shift apart', () => {
    expect(strokeOf(press('K', ['ctrl']), false)).toBe('Mod+k');
    expect(strokeOf(press('K', ['ctrl', 'shift']), false)).toBe('Mod+Shift+k');
    expect(strokeOf(press(' ', []), false)).toBe('Space');
  });

  it('takes a sign as the keyboard gives it, however it is reached', () => {
    expect(strokeOf(press('?', ['shift']), false)).toBe('?');
    expect(strokeOf(press('/', []), false)).toBe('/');
    expect(strokeOf(press('+', ['shift']), false)).toBe('+');
  });

  it('is Cmd on a Mac and Ctrl elsewhere, and nothing with the other', () => {
    expect(strokeOf(press('k', ['meta']), true)).toBe('Mod+k');
    expect(strokeOf(press('k', ['ctrl']), true)).toBeNull();
    expect(strokeOf(press('k', ['meta']), false)).toBeNull();
  });

  it('leaves Polish letters to who writes them', () => {
    expect(strokeOf(press('ł', ['ctrl', 'alt'], true), false)).toBeNull();
    expect(strokeOf(press('Shift', ['shift']), false)).toBeNull();
  });

  it('reads as people say it', () => {
    expect(strokeWords('Mod+Shift+l', false)).toBe('Ctrl + Shift + L');
    expect(strokeWords('Mod++', true)).toBe('Cmd + +');
    expect(strokeWords('+', false)).toBe('+');
    expect(['a', '?', 'Shift+x', 'Mod+a', 'F1'].map(isSingleSign)).toEqual([true, true, true, false, false]);
  });
});

describe('what was typed', () => {
  it('finds whole words before letters in order, and nothing where one is missing', () => {
    const whole = fitOf('queue', 'Go to the queues') ?? 0;
    const letters = fitOf('gtq', 'Go to the queues') ?? 0;
    expect(whole).toBeGreaterThan(letters);
    expect(fitOf('queux', 'Go to the queues')).toBeNull();
  });

  it('does not mind marks on letters', () => {
    expect(fitOf('szczepanska', 'Dr Małgorzata Szczepańska')).not.toBeNull();
    expect(fitOf('malgo', 'Dr Małgorzata Szczepańska')).not.toBeNull();
    expect(fitOf('', 'anything')).not.toBeNull();
  });
});
