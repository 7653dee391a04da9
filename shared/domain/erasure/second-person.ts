import type { Id } from '../../kernel/id.ts';
import type { Instant } from '../../kernel/instant.ts';

const dayMs = 86_400_000;

/** Somebody whose role lets them approve, as the catalogue knows them. */
export interface Approver {
  readonly id: Id;
  readonly addedAt: Instant;
  /** Null for whoever made the library. */
  readonly addedBy: Id | null;
  readonly removedAt: Instant | null;
}

export interface SecondPersonCase {
  /** Who took the first step: proposed the erasure, gave the earlier judgement. */
  readonly first: Id;
  /** Who wants to take the second. */
  readonly second: Id;
  /** Everybody whose role allows the second step, whether here still or not. */
  readonly approvers: readonly Approver[];
  readonly at: Instant;
}

/** Whether the second step may be taken, and whether the library had nobody independent to take it. */
export interface SecondPersonAnswer {
  /** A sentence for the person; null where the step may be taken. */
  readonly fault: string | null;
  /** The step is taken without an independent second person, which is to be said wherever it is shown. */
  readonly missing: boolean;
}

const isHere = ({ addedAt, removedAt }: Approver, at: Instant): boolean =>
  addedAt <= at && (removedAt === null || removedAt > at);

/** Neither the first person, nor made by them, nor so new that they may have been made for this purpose. */
const isIndependent = (approver: Approver, first: Id, at: Instant): boolean =>
  approver.id !== first &&
  approver.addedBy !== first &&
  Date.parse(at) - Date.parse(approver.addedAt) >= dayMs;

const yourself =
  'This takes a second person: you took the first step yourself. Please ask a colleague who may approve it.';
const dependent =
  'This takes an independent second person: your access was set up by the person who took the first step, or less than a day ago. Please ask a colleague who may approve it.';

/**
 * Two pairs of eyes where the library has them. Somebody else than the first person always goes before that
 * person themself; and where there is anybody independent, only such a person counts. Where there is nobody, the
 * step may be taken, and the answer says that a second person was missing.
 */
export function secondPersonAnswer({ first, second, approvers, at }: SecondPersonCase): SecondPersonAnswer {
  const here = approvers.filter((approver) => isHere(approver, at));
  const acting = here.find(({ id }) => id === second);
  if (acting && isIndependent(acting, first, at)) return { fault: null, missing: false };
  const others = here.filter(({ id }) => id !== first);
  if (second === first) {
    return others.length > 0 ? { fault: yourself, missing: false } : { fault: null, missing: true };
  }
  const independent = others.some((approver) => isIndependent(approver, first, at));
  return independent ? { fault: dependent, missing: false } : { fault: null, missing: true };
}
