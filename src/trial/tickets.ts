/** A ticket from `apps.connections.open` must be used soon, and once. */
export const TICKET_LIFE_MS = 30_000;

/** More tickets than connections are possible are of no use; older ones are forgotten. */
const TICKETS_MAX = 50;

export interface Tickets {
  issue(): string;
  /** True once for a ticket that is still good. */
  redeem(ticket: string): boolean;
}

export function createTickets(options: { now: () => number; secret: () => string }): Tickets {
  const issued = new Map<string, number>();
  return {
    issue() {
      const ticket = options.secret();
      issued.set(ticket, options.now());
      const oldest = issued.keys().next();
      if (issued.size > TICKETS_MAX && oldest.done !== true) issued.delete(oldest.value);
      return ticket;
    },
    redeem(ticket) {
      const issuedAt = issued.get(ticket);
      issued.delete(ticket);
      return issuedAt !== undefined && options.now() - issuedAt <= TICKET_LIFE_MS;
    },
  };
}
