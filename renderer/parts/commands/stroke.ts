/**
 * A stroke is written as its modifiers in this order and then the key: `Mod+Alt+Shift+k`. `Mod` is Ctrl, and Cmd on a
 * Mac. A letter is written small; a sign that itself needs Shift (`?`) is written without it, since keyboards differ
 * in how it is reached.
 */
export type Stroke = string;

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  getModifierState?(name: string): boolean;
}

const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform);

const bare = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Dead', 'Unidentified']);

/** What was pressed, as a stroke; null for a modifier alone and for signs that are written with AltGr. */
export function strokeOf(event: Pressed, mac = isMac()): Stroke | null {
  if (bare.has(event.key)) return null;
  const held = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (other) return null;
  // Polish letters come with AltGr, which Windows reports as Ctrl and Alt.
  if (event.getModifierState?.('AltGraph')) return null;
  const sign = event.key.length === 1;
  const key = event.key === ' ' ? 'Space' : sign ? event.key.toLowerCase() : event.key;
  const isLetter = sign && event.key.toLowerCase() !== event.key.toUpperCase();
  const shift = event.shiftKey && (!sign || isLetter || event.key === ' ');
  return [held && 'Mod', event.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+');
}

/** Whether a stroke is one sign on its own, which speech input may press by mistake [WCAG 2.1.4]. */
export const isSingleSign = (stroke: Stroke): boolean => stroke.length === 1 || /^Shift\+.$/.test(stroke);

const keyWords: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  PageUp: 'Page up',
  PageDown: 'Page down',
  Backspace: 'Backspace',
};

/** A stroke as people read it: Ctrl + K. */
export function strokeWords(stroke: Stroke, mac = isMac()): string {
  // The plus sign itself may be the key.
  const parts = stroke === '+' ? ['+'] : stroke.split(/\+(?=.)/);
  return parts
    .map((part) => {
      if (part === 'Mod') return mac ? 'Cmd' : 'Ctrl';
      return keyWords[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    })
    .join(' + ');
}

/** A stroke as `aria-keyshortcuts` wants it. */
export const strokeForReaders = (stroke: Stroke, mac = isMac()): string =>
  stroke.replace(/^Mod\+/, mac ? 'Meta+' : 'Control+');
