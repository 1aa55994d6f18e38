/** Gives the turn to the next; harmless when called again. */
export type LeaveTurn = () => void;

/**
 * Whose turn it is to ask Slack for a connection. One slot asks at a time, so that a pause that Slack asks of one is known
 * to the others before they ask.
 */
export interface OpeningTurn {
  /** Resolves in the order of asking. Who has entered has to leave, or nobody connects any more. */
  enter(): Promise<LeaveTurn>;
}

export function createOpeningTurn(): OpeningTurn {
  let last: Promise<void> = Promise.resolve();
  return {
    enter: async () => {
      const before = last;
      let leave: LeaveTurn = () => undefined;
      last = new Promise((resolve) => {
        leave = resolve;
      });
      await before;
      return leave;
    },
  };
}
