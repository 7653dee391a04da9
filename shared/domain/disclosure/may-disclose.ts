import type { Id } from '../../kernel/id.ts';
import type { Use } from '../policy/words.ts';
import type { RecordingState } from '../recording/state.ts';
import type { Role } from '../user/role.ts';
import {
  type DisclosureKind,
  type DisclosureMeans,
  disclosureTable,
  type OtherAnswer,
  viewingRoles,
} from './kinds.ts';

/** What was found of somebody else in a recording: a patient entered there, or (null) anybody who is not entered. */
export interface OtherCheck {
  readonly subject: Id | null;
  readonly answer: OtherAnswer;
}

/** What the catalogue knows of one recording that is to be disclosed. */
export interface ScopeFacts {
  readonly state: RecordingState;
  readonly onHold: boolean;
  readonly madeFor: Use | null;
  readonly subjects: readonly Id[];
  /** The rendition asked for; null where it is not there any more. */
  readonly rendition: { readonly kind: 'original' | 'anonymised'; readonly signedOff: boolean } | null;
}

/** Why a kind does not reach a recording in its state, as a sentence; null where it does. */
export function stateFault(
  kind: DisclosureKind,
  { state, onHold, madeFor }: Pick<ScopeFacts, 'state' | 'onHold' | 'madeFor'>,
): string | null {
  const row = disclosureTable[kind];
  if (state === 'erased' || state === 'erasing')
    return 'This recording has been erased. Nothing of it is left.';
  if (state === 'quarantined' && !(row.quarantinedOnHold && onHold)) {
    return row.quarantinedOnHold
      ? 'This recording is in quarantine. It can be disclosed only while it is on hold; put it on hold first [19].'
      : 'This recording is in quarantine, from which it is disclosed only to prevent death or serious harm [19]. Where the law asks for it, put it on hold so that it is not erased, and take legal advice.';
  }
  if (row.madeForCareOnly && madeFor !== 'care')
    return 'Only what was made for care goes with the patient to another provider. Anything else would be a use, and is asked for as a release.';
  return null;
}

function renditionFault({ rendition }: ScopeFacts): string | null {
  if (rendition === null) return 'The chosen copy of this recording is no longer kept.';
  if (rendition.kind === 'anonymised' && !rendition.signedOff)
    return 'Nobody has signed this anonymised copy off, or it has been voided. Sign it off first.';
  return null;
}

/** Whether it was said of each other person, once, what becomes of them. */
function othersFault(
  kind: DisclosureKind,
  about: Id | null,
  { subjects, rendition }: ScopeFacts,
  checks: readonly OtherCheck[],
): string | null {
  const others: readonly (Id | null)[] = [...subjects.filter((subject) => subject !== about), null];
  const said = checks.map(({ subject }) => subject);
  if (said.length !== others.length || !others.every((other) => said.includes(other)))
    return 'It has to be said of every other person in this recording what was found, and of nobody else.';
  const { answers } = disclosureTable[kind];
  if (!checks.every(({ answer }) => answers.includes(answer)))
    return 'Other people may be left in only where they agreed. Disclose a copy from which they are removed.';
  if (rendition?.kind === 'original' && checks.some(({ answer }) => answer === 'removed'))
    return 'Nobody is removed from an original. Choose the anonymised copy from which they are.';
  return null;
}

/** Why one recording may not be in the scope of a disclosure, as a sentence; null where it may. */
export function scopeFault(
  kind: DisclosureKind,
  about: Id | null,
  facts: ScopeFacts,
  checks: readonly OtherCheck[],
): string | null {
  const fault = stateFault(kind, facts) ?? renditionFault(facts);
  if (fault) return fault;
  if (about !== null && !facts.subjects.includes(about))
    return 'This recording does not show the patient whom the disclosure is about.';
  return othersFault(kind, about, facts, checks);
}

/** What the form of a disclosure says, beside its recordings. */
export interface DisclosureForm {
  readonly kind: DisclosureKind;
  readonly means: DisclosureMeans;
  readonly about: Id | null;
  /** The role of the person who is to look; null where copies leave. */
  readonly viewer: Role | null;
  readonly recipient: string;
  readonly organisation: string;
  readonly basis: string;
  readonly senior: string;
  readonly hours: number;
}

export interface FormFault {
  readonly field: 'means' | 'about' | 'viewer' | 'recipient' | 'organisation' | 'basis' | 'senior' | 'hours';
  readonly message: string;
}

const missing = (text: string): boolean => text.trim() === '';

function whoFault(form: DisclosureForm): FormFault | null {
  const { asks } = disclosureTable[form.kind];
  if (form.means === 'view') {
    if (form.viewer !== null && viewingRoles.includes(form.viewer)) return null;
    return {
      field: 'viewer',
      message: 'Name the person who is to look: a clinician, custodian or somebody of governance.',
    };
  }
  if (form.viewer !== null)
    return { field: 'viewer', message: 'Copies go to a recipient; nobody is named to look here.' };
  if (missing(form.recipient))
    return { field: 'recipient', message: 'Name the person who receives the copies.' };
  if (asks.organisation && missing(form.organisation))
    return { field: 'organisation', message: 'Name the organisation of the recipient.' };
  return null;
}

/** The first thing that is wrong with a form; null where nothing is. */
export function formFault(form: DisclosureForm): FormFault | null {
  const { means, asks, aboutOnePatient, hours } = disclosureTable[form.kind];
  if (!means.includes(form.means))
    return { field: 'means', message: 'For this, copies are given; nobody is shown the recording here.' };
  if (aboutOnePatient && form.about === null)
    return { field: 'about', message: 'Say which patient it is about.' };
  if (asks.senior && missing(form.senior))
    return { field: 'senior', message: 'Name the senior colleague who agreed.' };
  if (asks.basis && missing(form.basis)) return { field: 'basis', message: 'Say what it rests on.' };
  if (!Number.isInteger(form.hours) || form.hours < 1 || form.hours > hours.most)
    return {
      field: 'hours',
      message: `It may be open for ${hours.most} hours at most, and for one at least.`,
    };
  return whoFault(form);
}
