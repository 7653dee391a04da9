import type { Day } from '../../kernel/day.ts';
import type {
  AfterRecording,
  AgreementForm,
  Audience,
  CategoryOf2011,
  Circumstances,
  Giver,
  Identifiability,
  InformedPoint,
  Jurisdiction,
  Use,
} from './words.ts';

/** Sets of a case that belong to a question put to the policy, beside the guidance's own words. */
export const recordingStates = ['active', 'quarantined', 'erased'] as const;
export const renditionKinds = ['original', 'anonymised'] as const;
export const actions = ['view', 'export'] as const;

export type RecordingState = (typeof recordingStates)[number];
export type RenditionKind = (typeof renditionKinds)[number];
export type RequestAction = (typeof actions)[number];

/** The editions of the guidance that the product carries, and the stricter of both. */
export const editionNames = ['gmc-2002', 'gmc-2011', 'gmc-stricter'] as const;
export type EditionName = (typeof editionNames)[number];

/** What the policy needs to know of a recording. */
export type RecordingFacts = {
  readonly category: CategoryOf2011;
  readonly madeFor: Use;
  readonly circumstances: Circumstances;
  readonly madeOn: Day;
  readonly state: RecordingState;
  readonly onHold: boolean;
  readonly callerNotice: boolean;
  readonly colleagueConsulted: boolean;
  readonly medicoLegalInvestigation: boolean;
  readonly coronerDiscussed: boolean;
  readonly externalFilming: boolean;
  readonly bodiesInformed: boolean;
  /** It is on record why the patient cannot practicably be asked before publication; the 2002 edition knows no such fact. */
  readonly askingImpracticable?: boolean;
};

/** What the policy needs to know of the rendition asked for. */
export type RenditionFacts = {
  readonly kind: RenditionKind;
  readonly signedOff: boolean;
  readonly identifiability: Identifiability;
};

/** The subject's status on the day of an agreement. */
export type SubjectThen = {
  readonly under16: boolean;
  readonly hasCapacity: boolean;
  readonly deceased: boolean;
};

/** An agreement as it stands now: permission to make, consent to uses, or both [1]. */
export type AgreementFacts = {
  readonly id: string;
  readonly toMake: boolean;
  readonly uses: readonly Use[];
  readonly givenBy: Giver;
  readonly givenOn: Day;
  readonly form: AgreementForm;
  readonly notedInRecord: boolean;
  readonly subjectThen: SubjectThen;
  readonly capacityNote: boolean;
  readonly informed: Readonly<Record<InformedPoint, boolean>>;
  readonly afterRecording: AfterRecording;
  /** Names of those who may see it; empty means no limit by name. */
  readonly viewers: readonly string[];
  readonly copiesAllowed: boolean;
  readonly identifiableAllowed: boolean;
  readonly keepUntil: Day | null;
};

export type SubjectFacts = {
  readonly id: string;
  /** Someone is appointed for the subject under the Adults with Incapacity (Scotland) Act 2000 [3]. */
  readonly appointedPerson: boolean;
  readonly agreements: readonly AgreementFacts[];
};

/** Who wants which rendition for what. */
export type RequestFacts = {
  readonly action: RequestAction;
  readonly use: Use;
  readonly audience: Audience;
  readonly actor: { readonly name: string; readonly careTeam: boolean };
};

/** All that a decision rests on; the policy reads nothing else. */
export type PolicyCase = {
  readonly id: string;
  readonly edition: EditionName;
  readonly today: Day;
  readonly jurisdiction: Jurisdiction;
  readonly recording: RecordingFacts;
  readonly rendition: RenditionFacts;
  readonly subjects: readonly SubjectFacts[];
  readonly request: RequestFacts;
};
