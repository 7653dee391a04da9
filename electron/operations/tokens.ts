import type { Kind } from '../../shared/domain/recording/state.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { type Instant, instantOf } from '../../shared/kernel/instant.ts';
import type { Preview } from '../catalogue/previews.ts';
import type { Tiles } from '../media/look-result.ts';
import type { Playable } from '../media/playable.ts';
import type { OnDemand } from './on-demand.ts';

/** How long an address to a rendition stays good unless it is renewed. */
export const tokenMinutes = 5;
/** Thumbnails of all sessions at most; the oldest give way. */
const thumbnailsKept = 20_000;

/**
 * What a token opens: the bytes of a blob, a stored thumbnail, a document made in memory, or a picture that no window
 * shows as it is stored, with the pieces of its full size.
 */
export type Opens =
  | {
      readonly what: 'blob';
      readonly blob: Id;
      readonly type: string;
      readonly kind: Kind | 'document';
      /** A film or sound for a window that cannot play its own form. */
      readonly playable?: OnDemand<Playable>;
      /** How loud a sound is over its length: smallest and largest sample of each span, a signed byte each. */
      readonly waveform?: () => Promise<Preview | null>;
    }
  | { readonly what: 'thumbnail'; readonly rendition: Id }
  | {
      readonly what: 'picture';
      readonly bytes: Uint8Array;
      readonly type: string;
      readonly full: { readonly width: number; readonly height: number };
      readonly levels: number;
      readonly tiles: OnDemand<Tiles> | null;
    }
  | { readonly what: 'bytes'; readonly bytes: Uint8Array; readonly type: string; readonly fileName: string };

export interface Grant {
  readonly token: Id;
  /** The unlock of one window or command that it was issued under; good for no other, nor for the next one there. */
  readonly session: Id;
  readonly opens: Opens;
  /** The recordings it shows something of: a withdrawal or an erasure revokes it. */
  readonly recordings: readonly Id[];
  /** Asks the gate again, for a renewal and before bytes are served; absent where there is nothing to ask. */
  readonly again?: (() => Promise<boolean>) | undefined;
  /** The moment at which it ends however often it is renewed; absent where nothing sets one. */
  readonly notAfter?: Instant | null;
  readonly expiresAt: Instant;
}

export interface Tokens {
  issue(grant: Omit<Grant, 'token' | 'expiresAt'>): Grant;
  /** The token of a rendition's thumbnail for a session: the same one while it lasts. */
  thumbnail(ask: Pick<Grant, 'session' | 'again'>, rendition: Id, recording: Id): Id;
  /** The grant, if it is good for this session now. */
  find(session: Id, token: Id): Grant | null;
  /** Prolongs a grant; null where it is not good any more. */
  prolong(session: Id, token: Id): Grant | null;
  revoke(token: Id): void;
  /** To be called in the transaction that changes the facts; `written` does it once more after that has ended. */
  revokeRecordings(recordings: readonly Id[]): void;
  /** What was issued while a transaction was under way rested on the facts before it. */
  written(): void;
  revokeSession(session: Id): void;
  revokeAll(): void;
  /** Called when a token ends before its time, so that streams it feeds are cut. */
  onRevoked(listener: (token: Id) => void): void;
}

class TokenTable implements Tokens {
  readonly #grants = new Map<Id, Grant>();
  readonly #thumbnails = new Map<string, Id>();
  readonly #listeners: ((token: Id) => void)[] = [];
  readonly #changing = new Set<Id>();
  readonly #newId: () => Id;
  readonly #now: () => number;

  constructor(newId: () => Id, now: () => number) {
    this.#newId = newId;
    this.#now = now;
  }

  #expiry(notAfter: Instant | null | undefined): Instant {
    const usual = instantOf(new Date(this.#now() + tokenMinutes * 60_000));
    return notAfter && notAfter < usual ? notAfter : usual;
  }

  issue(grant: Omit<Grant, 'token' | 'expiresAt'>): Grant {
    this.#dropExpired();
    const full: Grant = { ...grant, token: this.#newId(), expiresAt: this.#expiry(grant.notAfter) };
    this.#grants.set(full.token, full);
    return full;
  }

  thumbnail({ session, again }: Pick<Grant, 'session' | 'again'>, rendition: Id, recording: Id): Id {
    const key = `${session}/${rendition}`;
    const known = this.#thumbnails.get(key);
    if (known && this.find(session, known)) return known;
    const token = this.#newId();
    const opens: Opens = { what: 'thumbnail', rendition };
    // A thumbnail is good as long as the session and the recording's facts are: both revoke it.
    const expiresAt = instantOf(new Date(this.#now() + 12 * 3_600_000));
    this.#grants.set(token, { token, session, opens, recordings: [recording], again, expiresAt });
    this.#thumbnails.set(key, token);
    if (this.#thumbnails.size > thumbnailsKept) this.#dropOldestThumbnail();
    return token;
  }

  find(session: Id, token: Id): Grant | null {
    const grant = this.#grants.get(token);
    if (!grant || grant.session !== session) return null;
    return Date.parse(grant.expiresAt) > this.#now() ? grant : null;
  }

  prolong(session: Id, token: Id): Grant | null {
    const grant = this.find(session, token);
    if (!grant) return null;
    const expiry = this.#expiry(grant.notAfter);
    const longer = { ...grant, expiresAt: expiry > grant.expiresAt ? expiry : grant.expiresAt };
    this.#grants.set(token, longer);
    return longer;
  }

  revokeRecordings(recordings: readonly Id[]): void {
    for (const id of recordings) this.#changing.add(id);
    const gone = new Set(recordings);
    this.#revoke((grant) => grant.recordings.some((id) => gone.has(id)));
  }

  written(): void {
    if (this.#changing.size === 0) return;
    const changed = [...this.#changing];
    this.revokeRecordings(changed);
    this.#changing.clear();
  }

  revoke(token: Id): void {
    this.#revoke((grant) => grant.token === token);
  }

  revokeSession(session: Id): void {
    this.#revoke((grant) => grant.session === session);
  }

  revokeAll(): void {
    this.#revoke(() => true);
  }

  onRevoked(listener: (token: Id) => void): void {
    this.#listeners.push(listener);
  }

  #revoke(when: (grant: Grant) => boolean): void {
    for (const grant of this.#grants.values()) {
      if (!when(grant)) continue;
      this.#grants.delete(grant.token);
      if (grant.opens.what === 'thumbnail') {
        this.#thumbnails.delete(`${grant.session}/${grant.opens.rendition}`);
      }
      for (const listener of this.#listeners) listener(grant.token);
    }
  }

  #dropExpired(): void {
    const now = this.#now();
    for (const grant of this.#grants.values()) {
      if (grant.opens.what !== 'thumbnail' && Date.parse(grant.expiresAt) <= now)
        this.#grants.delete(grant.token);
    }
  }

  #dropOldestThumbnail(): void {
    const oldest = this.#thumbnails.entries().next().value;
    if (!oldest) return;
    this.#thumbnails.delete(oldest[0]);
    this.#grants.delete(oldest[1]);
  }
}

/** The short-lived addresses that the gate hands out. `now` is in milliseconds since 1970. */
export const createTokens = (newId: () => Id, now: () => number): Tokens => new TokenTable(newId, now);
