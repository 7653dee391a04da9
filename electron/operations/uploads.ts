import { rm } from 'node:fs/promises';
import type { Id } from '../../shared/kernel/id.ts';

/** A file that a host has received for somebody: it lies in `tmp/` until it is taken in, then it goes. */
export interface Upload {
  readonly path: string;
  readonly name: string;
  readonly session: Id;
}

export interface Uploads {
  add(upload: Upload): Id;
  /** The upload behind a ticket, if this session made it. */
  find(session: Id, ticket: Id): Upload | null;
  /** Hands the file over to the asker, who removes it: the ticket is spent, and the session's end changes nothing. */
  take(session: Id, ticket: Id): Upload | null;
  drop(ticket: Id): Promise<void>;
}

/** Keeps the tickets of received files; good for the session that sent them and no other. */
export function createUploads(newId: () => Id): Uploads {
  const uploads = new Map<Id, Upload>();
  return {
    add(upload) {
      const ticket = newId();
      uploads.set(ticket, upload);
      return ticket;
    },
    find(session, ticket) {
      const upload = uploads.get(ticket);
      return upload?.session === session ? upload : null;
    },
    take(session, ticket) {
      const upload = uploads.get(ticket);
      if (upload?.session !== session) return null;
      uploads.delete(ticket);
      return upload;
    },
    async drop(ticket) {
      const upload = uploads.get(ticket);
      uploads.delete(ticket);
      if (upload) await rm(upload.path, { force: true });
    },
  };
}
