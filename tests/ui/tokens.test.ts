import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '..', '..', 'renderer', 'ui', 'tokens.css'), 'utf8');

type Tokens = Readonly<Record<string, string>>;

/** The tokens that a selector sets. */
function block(selector: string): Tokens {
  const at = css.indexOf(`${selector} {`);
  expect(at, `${selector} is there`).toBeGreaterThanOrEqual(0);
  const body = css.slice(at, css.indexOf('}', at));
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

const scheme = (name: string) => `:root[data-mantine-color-scheme="${name}"]`;
const more = (name: string) => `:root[data-contrast="more"][data-mantine-color-scheme="${name}"]`;

const looks: Readonly<Record<string, Tokens>> = {
  light: block(scheme('light')),
  dark: block(scheme('dark')),
  'light with more contrast': { ...block(scheme('light')), ...block(more('light')) },
  'dark with more contrast': { ...block(scheme('dark')), ...block(more('dark')) },
};

/** Relative luminance as WCAG 2 computes it, from 0 to 1. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Ink, ground and what is asked of the two. */
const pairs: readonly (readonly [string, string, number])[] = [
  ...['panel', 'ground', 'plain-ground', 'chosen-ground'].map((on) => ['mantine-color-text', on, 7] as const),
  ...['panel', 'ground'].map((on) => ['mantine-color-dimmed', on, 7] as const),
  ...['panel', 'ground'].map((on) => ['mantine-color-error', on, 7] as const),
  ...['needs', 'grave', 'fine', 'plain'].map((tone) => [`${tone}-ink`, `${tone}-ground`, 7] as const),
  ['mantine-color-placeholder', 'panel', 4.5],
  ['control-line', 'panel', 3],
  ['chosen', 'panel', 3],
  ['chosen', 'ground', 3],
];

describe.each(Object.entries(looks))('the colours, %s', (name, tokens) => {
  it.each(pairs)('%s on %s reaches %d to 1', (ink, ground, least) => {
    expect(contrast(tokens[ink] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(least);
  });

  it('has no tint where pictures stand', () => {
    for (const token of ['panel', 'ground', 'plain-ground', 'line'])
      expect(tokens[token]).toMatch(/^#(..)\1\1$/);
  });

  if (name.includes('more')) {
    it('draws lines that can be seen', () => {
      expect(contrast(tokens.line ?? '', tokens.ground ?? '')).toBeGreaterThanOrEqual(4.5);
    });
  }
});

it('knows what black on white is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
});
