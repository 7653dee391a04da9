import { CustosError } from '../../../shared/kernel/error.ts';
import type { HeifItem, HeifMeta } from './heif-meta.ts';

/** Coded pictures, and pictures made of others (ISO/IEC 23008-12 section 6.6). */
const coded = new Set(['hvc1', 'av01', 'avc1', 'jpeg', 'vvc1', 'j2k1', 'unci']);
const derived = new Set(['grid', 'iovl', 'iden']);

const alphaKinds = [
  'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha',
  'urn:mpeg:hevc:2015:auxid:1',
  'urn:mpeg:avc:2015:auxid:1',
];

/** The kind of auxiliary picture that an auxC property names. */
export const auxiliaryKind = (body: Buffer): string => body.toString('latin1', 4).replace(/\0.*$/s, '');

export const isAlphaKind = (body: Buffer): boolean => alphaKinds.includes(auxiliaryKind(body));

/** Whether an item holds transparency, the one auxiliary picture that display needs. */
const isAlpha = (meta: HeifMeta, item: HeifItem): boolean =>
  item.properties.some(({ index }) => {
    const property = meta.properties[index - 1];
    return property?.type === 'auxC' && isAlphaKind(property.body);
  });

const isPicture = ({ type }: HeifItem): boolean => coded.has(type) || derived.has(type);

interface Links {
  readonly madeOf: ReadonlyMap<number, number[]>;
  readonly alphas: ReadonlyMap<number, number[]>;
}

const link = (links: Map<number, number[]>, from: number, to: readonly number[]): void => {
  const there = links.get(from) ?? [];
  for (const id of to) there.push(id);
  links.set(from, there);
};

/** The references that are followed, by where they lead from. */
function linksOf(meta: HeifMeta): Links {
  const madeOf = new Map<number, number[]>();
  const alphas = new Map<number, number[]>();
  for (const { type, from, to } of meta.references) {
    const item = meta.items.get(from);
    if (type === 'dimg') link(madeOf, from, to);
    else if (type === 'auxl' && item && isAlpha(meta, item)) for (const id of to) link(alphas, id, [from]);
  }
  return { madeOf, alphas };
}

const refused = (what: string): CustosError =>
  new CustosError('unsupported', `${what} Save a copy as JPEG or PNG and take that in.`);

/**
 * The primary picture with what it is made of and its transparency, in the order of the file. Thumbnails, depth and
 * gain maps, further and hidden pictures are not among them.
 * @throws CustosError `unreadable` without a primary picture, `unsupported` for a protected or unknown one.
 */
export function keptItems(meta: HeifMeta): HeifItem[] {
  const primary = meta.primary === null ? undefined : meta.items.get(meta.primary);
  if (!primary)
    throw new CustosError(
      'unreadable',
      'The file does not say which of its pictures is shown. It cannot be cleaned.',
    );
  const { madeOf, alphas } = linksOf(meta);
  const kept = new Set<number>([primary.id]);
  const add = (id: number): void => {
    const item = meta.items.get(id);
    if (item && isPicture(item)) kept.add(id);
  };
  for (const id of kept) {
    const item = meta.items.get(id);
    if (item && derived.has(item.type)) for (const part of madeOf.get(id) ?? []) add(part);
    for (const alpha of alphas.get(id) ?? []) add(alpha);
  }
  const items = [...meta.items.values()].filter(({ id }) => kept.has(id));
  for (const item of items) {
    if (item.isProtected) throw refused('This picture is encrypted, so Custos cannot clean it.');
    if (!isPicture(item)) throw refused('This picture is coded in a way that Custos does not know.');
    if (item.method > 1) throw refused('This picture is stored in a way that Custos does not know.');
  }
  return items;
}
