import { createHash, randomBytes } from 'node:crypto';

/** How long a ticket may be shown, in milliseconds. */
export const ticketLife = 10_000;

/** One-time tickets: whoever brings one in time gets a session, and nobody else with the same one. */
export interface Tickets {
  issue(): string;
  /** True once for each ticket that was issued less than `ticketLife` ago. */
  redeem(ticket: string): boolean;
}

/** `now` is in milliseconds of a clock that never runs back. */
export function createTickets(now: () => number): Tickets {
  // Kept as digests: looking one up takes as long for a near miss as for any other.
  const open = new Map<string, number>();
  const digest = (ticket: string): string => createHash('sha256').update(ticket).digest('base64');
  return {
    issue() {
      const ticket = randomBytes(32).toString('base64url');
      open.set(digest(ticket), now() + ticketLife);
      return ticket;
    },
    redeem(ticket) {
      const key = digest(ticket);
      const until = open.get(key);
      open.delete(key);
      return until !== undefined && now() <= until;
    },
  };
}
