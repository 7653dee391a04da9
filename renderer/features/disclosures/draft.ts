import { useState } from 'react';
import type { Input } from '../../../shared/contract/contract.ts';
import {
  type DisclosureKind,
  type DisclosureMeans,
  disclosureTable,
  type OtherAnswer,
} from '../../../shared/domain/disclosure/kinds.ts';
import { formFault, scopeFault } from '../../../shared/domain/disclosure/may-disclose.ts';
import type { Role } from '../../../shared/domain/user/role.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { anonymisedOf, type Detail, originalOf, type Rendition } from '../../parts/renditions.ts';

/** Somebody of the library who may be named to look. */
export interface Viewer {
  readonly id: Id;
  readonly name: string;
  readonly role: Role;
}

/** The form of a disclosure as it is being filled in. */
export interface Draft {
  readonly kind: DisclosureKind;
  readonly means: DisclosureMeans;
  readonly about: Id | null;
  readonly viewer: Viewer | null;
  readonly recipient: string;
  readonly organisation: string;
  readonly reason: string;
  readonly basis: string;
  readonly senior: string;
  readonly hours: number;
  /** Which recordings go as their anonymised copy. */
  readonly anonymised: readonly Id[];
  /** What was found of somebody in a recording, by both: see `checkKey`. */
  readonly answers: Readonly<Record<string, OtherAnswer>>;
}

export const checkKey = (recording: Id, subject: Id | null): string => `${recording}/${subject ?? ''}`;

/** The others in a recording, besides the patient whom it is about; null is anybody not entered. */
export const othersIn = ({ subjects }: Detail, about: Id | null): readonly (Id | null)[] => [
  ...subjects.map(({ id }) => id).filter((id) => id !== about),
  null,
];

export const renditionIn = (detail: Detail, draft: Draft): Rendition | null =>
  draft.anonymised.includes(detail.id) ? anonymisedOf(detail) : originalOf(detail);

/** The patients who are in every one of these recordings: it can be about one of them. */
export const sharedSubjects = (details: readonly Detail[]): Detail['subjects'] =>
  (details[0]?.subjects ?? []).filter(({ id }) =>
    details.every(({ subjects }) => subjects.some((subject) => subject.id === id)),
  );

function checksOf(detail: Detail, draft: Draft) {
  return othersIn(detail, draft.about).flatMap((subject) => {
    const answer = draft.answers[checkKey(detail.id, subject)];
    return answer ? [{ subject, answer }] : [];
  });
}

/** Why this recording may not be in it as the form stands; null where it may. */
export function faultIn(detail: Detail, draft: Draft): string | null {
  const rendition = renditionIn(detail, draft);
  const facts = {
    state: detail.state,
    onHold: detail.hold !== null,
    madeFor: detail.classification.madeFor,
    subjects: detail.subjects.map(({ id }) => id),
    rendition: rendition && { kind: rendition.kind, signedOff: rendition.signOff?.valid === true },
  };
  return scopeFault(draft.kind, draft.about, facts, checksOf(detail, draft));
}

/** What still stands in the way of proposing it, as a sentence; null where nothing does. */
export function faultOf(draft: Draft, details: readonly Detail[]): string | null {
  const form = formFault({ ...draft, viewer: draft.viewer?.role ?? null });
  if (form) return form.message;
  if (draft.reason.trim().length < 3) return 'Say why it is needed.';
  return details.map((detail) => faultIn(detail, draft)).find((fault) => fault !== null) ?? null;
}

export const proposalOf = (draft: Draft, details: readonly Detail[]): Input<'disclosure.propose'> => {
  const { kind, means, about, viewer, recipient, organisation, reason, basis, senior, hours } = draft;
  return {
    ...{ kind, means, about, recipient, organisation, reason, basis, senior, hours },
    viewer: viewer?.id ?? null,
    items: details.map((detail) => ({
      recording: detail.id,
      rendition: renditionIn(detail, draft)?.id as Id,
      checks: checksOf(detail, draft),
    })),
  };
};

/** What is empty or usual for a kind; what was written stays when another is chosen. */
const usual = (kind: DisclosureKind): Pick<Draft, 'kind' | 'means' | 'viewer' | 'hours'> => ({
  kind,
  means: disclosureTable[kind].means[0] ?? 'copies',
  viewer: null,
  hours: disclosureTable[kind].hours.usual,
});

/** Nothing is chosen at first: each kind has a form of its own, and none is the usual one. */
export function useDraft() {
  const [draft, setDraft] = useState<Omit<Draft, 'kind'> & { readonly kind: DisclosureKind | null }>({
    ...{ kind: null, means: 'copies', viewer: null, hours: 0 },
    about: null,
    ...{ recipient: '', organisation: '', reason: '', basis: '', senior: '' },
    ...{ anonymised: [], answers: {} },
  });
  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const { kind } = draft;
  const chosen: Draft | null = kind && { ...draft, kind };
  return { draft: chosen, change, choose: (next: DisclosureKind) => change(usual(next)) };
}
