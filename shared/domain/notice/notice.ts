import { addDays, type Day } from '../../kernel/day.ts';
import type { Id } from '../../kernel/id.ts';
import type { Instant } from '../../kernel/instant.ts';

/**
 * How people learn beforehand that they may be recorded: callers, that calls are [21, 22], and whoever comes to a place,
 * that patients who are unconscious may be [20]. The register says by which means and from when to when.
 */
export const noticeKinds = ['telephone', 'unconscious'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeMeans = {
  telephone: ['announcement', 'tone', 'staff', 'letter', 'directory'],
  unconscious: ['poster', 'leaflet', 'letter', 'website', 'staff'],
} as const satisfies Readonly<Record<NoticeKind, readonly string[]>>;
export const allNoticeMeans = [
  ...new Set([...noticeMeans.telephone, ...noticeMeans.unconscious]),
] as readonly NoticeMeans[];
export type NoticeMeans = (typeof noticeMeans)[NoticeKind][number];

/** One means with its period. */
export interface Notice {
  readonly id: Id;
  readonly kind: NoticeKind;
  readonly means: NoticeMeans;
  /** Which lines or which place it is for. */
  readonly where: string;
  readonly from: Day;
  /** The last day; null while it goes on. */
  readonly to: Day | null;
  /** Who entered it, or gave its last day. */
  readonly by: Id;
  readonly at: Instant;
  readonly signature: string;
}

/** Whether on every day from one to another, both included, some period holds; never where a day is not known. */
export function coverEveryDay(
  periods: readonly Pick<Notice, 'from' | 'to'>[],
  earliest: Day | null,
  latest: Day | null,
): boolean {
  if (earliest === null || latest === null) return false;
  let open = earliest;
  for (const { from, to } of periods.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from > open) return false;
    if (to === null || to >= latest) return true;
    if (to >= open) open = addDays(to, 1);
  }
  return false;
}

/** The periods for calls; where there is one, the register says of every call whether it was announced. */
export const forCalls = (register: readonly Notice[]): readonly Notice[] =>
  register.filter(({ kind }) => kind === 'telephone');

/**
 * Whether there is a record of how the callers of a call were told [21]. Once the register holds a period for calls it
 * alone says so; until then what was ticked for the one recording does.
 */
export function callersWereTold(
  register: readonly Notice[],
  {
    ticked,
    earliest,
    latest,
  }: { readonly ticked: boolean; readonly earliest: Day | null; readonly latest: Day | null },
): boolean {
  const periods = forCalls(register);
  return periods.length === 0 ? ticked : coverEveryDay(periods, earliest, latest);
}
