import { createHash, randomBytes } from 'node:crypto';
import type { Id } from '../../shared/kernel/id.ts';
import type { Engine } from '../engine-types.ts';

/** How long a page may be gone (it is being reloaded) before its connection ends, in milliseconds. */
export const absenceAllowed = 30_000;

interface Session {
  readonly connection: Id;
  streams: number;
  leaving: NodeJS.Timeout | null;
}

/** The pages that have been let in: each cookie value stands for one connection to the engine. */
export interface Sessions {
  /** Lets a page in; answers the value of its cookie. */
  open(): string;
  connectionOf(cookie: string | undefined): Id | null;
  /** A page's event stream began or ended: one that stays away is shown out. */
  stream(connection: Id, change: 'opened' | 'ended'): void;
  closeAll(): Promise<void>;
}

class SessionTable implements Sessions {
  readonly #engine: Engine;
  readonly #sessions = new Map<string, Session>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  open(): string {
    const cookie = randomBytes(32).toString('base64url');
    const connection = this.#engine.connect();
    this.#sessions.set(digest(cookie), { connection, streams: 0, leaving: null });
    return cookie;
  }

  connectionOf(cookie: string | undefined): Id | null {
    return cookie === undefined ? null : (this.#sessions.get(digest(cookie))?.connection ?? null);
  }

  stream(connection: Id, change: 'opened' | 'ended'): void {
    for (const [key, session] of this.#sessions) {
      if (session.connection !== connection) continue;
      session.streams += change === 'opened' ? 1 : -1;
      if (session.leaving) clearTimeout(session.leaving);
      session.leaving =
        session.streams > 0 ? null : setTimeout(() => void this.#end(key), absenceAllowed).unref();
    }
  }

  async #end(key: string): Promise<void> {
    const session = this.#sessions.get(key);
    this.#sessions.delete(key);
    if (session?.leaving) clearTimeout(session.leaving);
    if (session) await this.#engine.disconnect(session.connection);
  }

  async closeAll(): Promise<void> {
    for (const key of [...this.#sessions.keys()]) await this.#end(key);
  }
}

/** Kept by digest, so that a lookup tells nothing of how near a guess was. */
const digest = (cookie: string): string => createHash('sha256').update(cookie).digest('base64');

export const createSessions = (engine: Engine): Sessions => new SessionTable(engine);
