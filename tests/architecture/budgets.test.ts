import { expect, test } from 'vitest';
import { allCode, productSources } from './sources.ts';
import { escapesOf, functionsOf } from './syntax.ts';

const lineCount = (text: string): number => text.trimEnd().split('\n').length;

/** The value below which that share of the numbers lies. */
function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

// A page's markup is longer than what it does.
const longestFunction = (name: string): number => (name.startsWith('renderer/') ? 100 : 60);

test('no source file has more than 400 lines', () => {
  const long = allCode().filter(({ text }) => lineCount(text) > 400);
  expect(long.map(({ name, text }) => `${name}: ${lineCount(text)}`)).toEqual([]);
});

test('half of the source files are under 80 lines and nine in ten under 250', () => {
  const sizes = productSources().map(({ text }) => lineCount(text));
  expect(sizes.length).toBeGreaterThan(50);
  expect(quantile(sizes, 0.5)).toBeLessThan(80);
  expect(quantile(sizes, 0.9)).toBeLessThan(250);
});

test('no function has more than 60 lines (100 in the window), and nine in ten are under 25', () => {
  const found = productSources().flatMap((source) =>
    functionsOf(source).map((span) => ({ name: source.name, ...span })),
  );
  const long = found.filter(({ name, lines }) => lines > longestFunction(name));
  expect(long.map(({ name, from, lines }) => `${name}:${from}: ${lines}`)).toEqual([]);
  expect(found.length).toBeGreaterThan(200);
  expect(
    quantile(
      found.map(({ lines }) => lines),
      0.9,
    ),
  ).toBeLessThan(25);
});

test('no code says any or silences the compiler', () => {
  const files = allCode();
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(escapesOf)).toEqual([]);
});

test('the measures see a long function, an any and a silenced line', () => {
  const body = '  work();\n'.repeat(70);
  const planted = {
    name: 'electron/planted.ts',
    text: `// é\nconst a = 1;\nexport function long(): void {\n${body}}\nconst b: ${'an'}y = a; // @ts-${'ignore'}\n`,
  };
  expect(functionsOf(planted)).toEqual([{ type: 'FunctionDeclaration', from: 3, to: 74, lines: 72 }]);
  expect(escapesOf(planted)).toEqual(['electron/planted.ts:75', 'electron/planted.ts:75']);
});
