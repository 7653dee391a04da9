import { rm } from 'node:fs/promises';
import type { Id } from '../../shared/kernel/id.ts';

/** A file that a host has received for somebody: it lies in `tmp/` until it is taken in, then it goes. */
export interface Upload {
  readonly path: string;
  readonly name: string;
  readonly connection: Id;
}

export interface Uploads {
  add(upload: Upload): Id;
  /** The upload behind a ticket, if this connection made it. */
  find(connection: Id, ticket: Id): Upload | null;
  /** Hands the file over to the asker, who removes it: the ticket is spent, and the connection's end changes nothing. */
  take(connection: Id, ticket: Id): Upload | null;
  drop(ticket: Id): Promise<void>;
}

/** Keeps the tickets of received files; good for the connection that sent them and no other. */
export function createUploads(newId: () => Id): Uploads {
  const uploads = new Map<Id, Upload>();
  return {
    add(upload) {
      const ticket = newId();
      uploads.set(ticket, upload);
      return ticket;
    },
    find(connection, ticket) {
      const upload = uploads.get(ticket);
      return upload?.connection === connection ? upload : null;
    },
    take(connection, ticket) {
      const upload = uploads.get(ticket);
      if (upload?.connection !== connection) return null;
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
