import type { AnswerAddress } from "../ports.ts";

/**
 * Where to answer a person who fills in a dialog: what they fill in comes without an address, so it goes to where the
 * dialog was opened from.
 */
export interface AddressMemory {
  opened(user: string, answerTo: AnswerAddress | null): void;
  of(user: string): AnswerAddress | null;
}

/** More people than fill in dialogs within the 30 min that an address lives. */
export const rememberedUsersMax = 500;

export function rememberAddresses(): AddressMemory {
  const addresses = new Map<string, AnswerAddress | null>();
  return {
    opened(user, answerTo) {
      addresses.delete(user);
      addresses.set(user, answerTo);
      const [oldest] = addresses.keys();
      if (addresses.size > rememberedUsersMax && oldest !== undefined) addresses.delete(oldest);
    },
    of: (user) => addresses.get(user) ?? null,
  };
}
