import type { Archive } from './archive.ts';
import { tagsOf, textOf } from './tags.ts';

/** A relationship of one part to another, or to something outside the file (ECMA-376 part 2, 6.5). */
export interface Relation {
  readonly id: string;
  /** The last word of its type, which is the same in both conformance classes. */
  readonly type: string;
  /** The name of the part; null where it lies outside the file. */
  readonly target: string | null;
}

/** A part of text is never larger. */
export const partLimit = 32 * 1024 ** 2;

/** The name that a target means, seen from a part; what leads out of the file means nothing. */
export function resolved(source: string, target: string): string {
  const base = target.startsWith('/') ? [] : source.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') base.pop();
    else if (step !== '.' && step !== '') base.push(step);
  }
  return base.join('/');
}

const relationsName = (part: string): string => {
  const at = part.lastIndexOf('/') + 1;
  return `${part.slice(0, at)}_rels/${part.slice(at)}.rels`;
};

/** The relationships of a part, in order; none where it has none. `''` stands for the file. */
export async function relationsOf(archive: Archive, part: string): Promise<readonly Relation[]> {
  const bytes = await archive.read(relationsName(part), partLimit);
  if (!bytes) return [];
  const relations: Relation[] = [];
  for (const { name, kind, attributes } of tagsOf(textOf(bytes))) {
    if (name !== 'Relationship' || kind === 'closes') continue;
    const value = (key: string): string => attributes.get(key)?.value ?? '';
    relations.push({
      id: value('Id'),
      type: value('Type').split('/').at(-1) ?? '',
      target: value('TargetMode') === 'External' ? null : resolved(part, value('Target')),
    });
  }
  return relations;
}
