import type { Input, OperationName, Output, Parsed } from '../../shared/contract/contract.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';
import type { Notice } from '../../shared/domain/notice/notice.ts';
import type { EditionName } from '../../shared/domain/policy/case.ts';
import type { Jurisdiction } from '../../shared/domain/policy/words.ts';
import type { RetentionRule } from '../../shared/domain/retention/schedule.ts';
import type { Role } from '../../shared/domain/user/role.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Searcher } from '../anonymise/annotations/search/searcher.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Previews } from '../catalogue/previews.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Media } from '../media/media.ts';
import type { Vault } from '../vault/vault.ts';
import type { SearchQueue } from './bench/search-queue.ts';
import type { Browsing } from './browsing.ts';
import type { HandedOver } from './handed-over/handed-over.ts';
import type { Lectures } from './lecture/lectures.ts';
import type { RecordEntry } from './record-entry.ts';
import type { Tokens } from './tokens.ts';
import type { Uploads } from './uploads.ts';

/** What a library has settled once and every decision reads. */
export interface LibrarySettings {
  readonly id: Id;
  readonly name: string;
  readonly place: string;
  readonly jurisdiction: Jurisdiction;
  readonly zone: string;
  readonly edition: EditionName;
  /** How long recordings made for care are kept; empty where the library goes by no schedule. */
  readonly schedule: readonly RetentionRule[];
  /** The register of how callers and visitors are told that they may be recorded. */
  readonly notices: readonly Notice[];
}

/** Marks content so that the same file is known again, by a secret of the library (HMAC-SHA-256, hexadecimal). */
export type MarkOf = (sha256: string) => string;

/** Time and chance, handed in so that tests can set them. */
export interface Clock {
  readonly now: () => Instant;
  /** The civil day in the library's zone. */
  readonly today: () => Day;
  /** The civil day of a moment in the library's zone. */
  readonly dayOf: (instant: Instant) => Day;
  readonly newId: () => Id;
}

/** The files of a library as they lie in a backup. */
export interface CopiedFiles {
  readonly catalogue: string;
  readonly blobKeys: string;
  readonly vault: string;
}

type RecoveryKit = Output<'user.remove'>['recoveryKit'];

/** The key files of a library, as far as operations change them. */
export interface Keyring {
  /** Makes a person's key file; answers their public key for signatures (Ed25519, base64url). */
  addUser(user: Id, name: string, passphrase: string): Promise<{ readonly publicKey: string }>;
  /** That it is this person. @throws CustosError `wrong-passphrase` */
  assertPassphrase(user: Id, passphrase: string): Promise<void>;
  /** @throws CustosError `wrong-passphrase` */
  changePassphrase(user: Id, current: string, next: string): Promise<void>;
  /** Removes a key file and makes the library's keys anew; the old recovery kit opens nothing any more. */
  removeUser(user: Id): Promise<{ readonly recoveryKit: RecoveryKit }>;
}

/** The rooms of one unlocked library, and what operations share beside them. */
export interface Rooms {
  /** Replaced as a whole when another edition is chosen. */
  settings: LibrarySettings;
  readonly catalogue: Catalogue;
  readonly vault: Vault;
  readonly previews: Previews;
  readonly media: Media;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly keyring: Keyring;
  /** Ends every session of a person, as when their role changes. */
  readonly endSessions: (user: Id) => Promise<void>;
  readonly markOf: MarkOf;
  readonly tokens: Tokens;
  readonly uploads: Uploads;
  readonly browsing: Browsing;
  /** Lectures that are being checked, or were, for the windows that asked. */
  readonly lectures: Lectures;
  /** Windows that are in a patient's hands, and for what. */
  readonly handedOver: HandedOver;
  /** Looks for what may identify in a still picture, in processes that may die. */
  readonly searcher: Searcher;
  readonly searches: SearchQueue;
  /** Signs a checkpoint of the trail with the library's key (Ed25519, base64url). */
  readonly signCheckpoint: (text: string) => string;
  /** Public keys by which this library's checkpoints verify, the present one first. */
  readonly checkpointPublicKeys: () => Promise<readonly string[]>;
  /** Where plaintext may lie for a moment; swept at start and at lock. */
  readonly tmp: string;
  /** The ledger of erasures on this machine: a restore from a disk that was away repeats them. Null where none is kept. */
  readonly ledger: string | null;
  /** Where a release goes when no folder was chosen. */
  readonly releasesFolder: string;
  /** Opens the copies in a backup with this library's keys, to check them. */
  readonly openCopy: (
    files: CopiedFiles,
  ) => Promise<{ readonly catalogue: Catalogue; readonly vault: Vault }>;
  readonly emit: (event: EngineEvent) => void;
  /** Appends to the trail inside a transaction. */
  readonly record: RecordEntry;
  /** Names a durable step that has just been done, for the trials that end the process there. */
  readonly step: (name: string) => void;
}

/** The person behind a call, as the engine knows them: never what a caller says of itself. */
export interface Caller {
  /** This unlock of one window, page or command; tokens and received files are bound to it. */
  readonly session: Id;
  readonly user: Id;
  readonly name: string;
  readonly role: Role;
  /** Signs with the person's own key (Ed25519, base64url). */
  readonly sign: (text: string) => string;
}

/** All that an operation is given. */
export interface Context {
  readonly rooms: Rooms;
  readonly caller: Caller;
  /** Tells whoever called how far an act on many things is; nobody where none waits for it. */
  readonly tell?: (done: number, of: number) => void;
}

export type Handler<Name extends OperationName> = (
  context: Context,
  input: Parsed<Name>,
) => Promise<Output<Name>>;

/** A table of operations by name, as each file of this room exports one. */
export type Handlers = { readonly [Name in OperationName]?: Handler<Name> };

export type { Input, Output, Parsed };
