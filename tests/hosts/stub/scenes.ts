import type { Output } from '../../../shared/contract/contract.ts';
import type { Role } from '../../../shared/domain/user/role.ts';

/** The state of the world that the stub shows to the window. */
export interface Scene {
  readonly library: 'none' | 'locked' | 'unlocked';
  readonly role: Role;
  /** Nothing has been entered yet. */
  readonly empty: boolean;
  /** Operations that answer with a fault. */
  readonly failing: readonly string[];
  /** Operations that find nothing. */
  readonly missing: readonly string[];
  readonly total: number;
  /** A survey is under way rather than done. */
  readonly surveying: boolean;
  /** Whether a recording is found by its number. */
  readonly knownNumbers: boolean;
  /** A colleague asks the person to open a sealed recording with them. */
  readonly asked: boolean;
  /** Nobody else is there who could. */
  readonly alone: boolean;
  /** What the device shows in a patient’s hands; null where it is not handed over. */
  readonly inHand: NonNullable<Output<'library.status'>['session']>['inHand'];
}

export const fullScene: Scene = {
  library: 'unlocked',
  role: 'custodian',
  empty: false,
  failing: [],
  missing: [],
  total: 10_000,
  surveying: false,
  asked: false,
  alone: false,
  knownNumbers: false,
  inHand: null,
};
