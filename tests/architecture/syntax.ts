import { parseSync } from '@swc/core';
import type { Source } from './sources.ts';

interface Node {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'span' in value;

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) yield value;
    for (const inner of Object.values(value)) yield* walk(inner);
  }
}

export interface Span {
  readonly type: string;
  /** First and last line, counted from 1. */
  readonly from: number;
  readonly to: number;
  /** Lines of the span that are not blank. */
  readonly lines: number;
}

/** Every node of a file with the lines it covers. The parser counts bytes, from one file on into the next. */
export function spansOf({ name, text }: Source, types: ReadonlySet<string>): Span[] {
  // A first statement at byte 0 makes the module's own span begin where the file does; a script's first line
  // may be one for the shell.
  const whole = `0;${text.replace(/^#!/, '//')}`;
  const tree = parseSync(whole, { syntax: 'typescript', tsx: name.endsWith('.tsx') });
  const bytes = Buffer.from(whole);
  const base = tree.span.start;
  const lineAt = (offset: number): number =>
    bytes.subarray(0, offset - base).reduce((count, byte) => (byte === 10 ? count + 1 : count), 1);
  const lines = text.split('\n');
  return [...walk(tree.body)]
    .filter((node) => types.has(node.type))
    .map((node) => {
      const [from, to] = [lineAt(node.span.start), lineAt(node.span.end)];
      const filled = lines.slice(from - 1, to).filter((line) => line.trim() !== '');
      return { type: node.type, from, to, lines: filled.length };
    });
}

const functions = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty',
  'GetterProperty',
  'SetterProperty',
]);

export const functionsOf = (source: Source): Span[] => spansOf(source, functions);

/** Every `any` and every comment that silences the compiler. */
export function escapesOf(source: Source): string[] {
  const keywords = spansOf(source, new Set(['TsKeywordType']));
  const lines = source.text.split('\n');
  const silenced = lines.flatMap((line, index) =>
    /@ts-(ignore|expect-error|nocheck)\b/.test(line) ? [index + 1] : [],
  );
  const any = keywords.map((span) => span.from).filter((line) => /\bany\b/.test(lines[line - 1] ?? ''));
  return [...any, ...silenced].map((line) => `${source.name}:${line}`);
}
