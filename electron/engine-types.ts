import type { Reply } from '../shared/contract/bridge.ts';
import type { EngineEvent } from '../shared/contract/event.ts';
import type { Id } from '../shared/kernel/id.ts';
import type { ToolPlaces } from './media/ffmpeg.ts';
import type { WorkerStarters } from './media/worker-starter.ts';
import type { Served } from './operations/open.ts';

export type { WorkerKind, WorkerProcess, WorkerStarters } from './media/worker-starter.ts';

/** Why a library locks itself or is locked. */
export type LockReason = Extract<EngineEvent, { kind: 'locked' }>['why'];

/**
 * What a host sees of the engine: operations by name, events, and the bytes behind the addresses that the gate
 * has handed out. Each window, page or command is a connection with a session of its own.
 */
export interface Engine {
  /** Opens a connection; `disconnect` ends it with its session, tokens and uploads. */
  connect(): Id;
  disconnect(connection: Id): Promise<void>;
  /** Runs an operation of the contract. Never rejects: a failure is a reply. */
  dispatch(connection: Id, name: string, input: unknown): Promise<Reply>;
  /** Returns the function that ends the subscription. */
  subscribe(connection: Id, listener: (event: EngineEvent) => void): () => void;
  /** What lies behind `/media/<token>` or `/thumb/<token>` for this connection; null where nothing does. */
  media(connection: Id, path: string): Promise<Served | null>;
  /** Calls back when the token of an address is revoked, so that a stream in flight is cut. Returns the undoing. */
  onRevoked(listener: (token: Id) => void): () => void;
  /** Receives a file for an unlocked connection into `tmp/`; answers the ticket that an operation takes. */
  upload(connection: Id, name: string, bytes: AsyncIterable<Uint8Array>): Promise<Id>;
  /** Whether files are being taken in now, or other long work goes on. */
  isBusy(): boolean;
  /** Resolves when no such work is running or about to. */
  idle(): Promise<void>;
  /** Ends every session at once. */
  lock(why: LockReason): Promise<void>;
  /** Locks, waits for what must not be cut, and gives the library back. */
  close(): Promise<void>;
}

/** The local socket at which commands reach a running engine, and the secret that opens it. */
export interface DoorAddress {
  readonly socket: string;
  readonly key: string;
}

export interface EngineOptions {
  /** The library folder to begin with; null where the first-run wizard is to ask for one. */
  readonly place: string | null;
  /** What the host offers the renderer for files. */
  readonly files: 'dialogs' | 'uploads';
  /** Where a release goes when no folder was chosen; by default the person's download folder. */
  readonly releases?: string | undefined;
  /** The places of libraries that were opened on this machine, the last one first. */
  readonly recent?: (() => Promise<readonly string[]>) | undefined;
  /** The folder of this machine's ledgers of erasures, one a library; by default none are kept. */
  readonly ledgers?: string | undefined;
  /** Published in the lease of the library that this engine holds, for its owner's eyes only (0600). */
  readonly door?: DoorAddress | undefined;
  /** The programs shipped beside this one, as they were found; by default those of the machine's PATH. */
  readonly tools?: ToolPlaces | undefined;
  /** Starts the worker processes of a kind; by default Node child processes. */
  readonly workers?: WorkerStarters | undefined;
  /** For tests: milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** For tests and the torture run: called between durable steps. */
  readonly onStep?: ((step: string) => void) | undefined;
}
