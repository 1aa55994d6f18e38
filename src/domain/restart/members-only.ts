import type { Actor, RestartRefusal } from "./restart-policy.ts";

/** Why somebody is no full member of this workspace, as a clause for that person; null for one who is. What is not known denies. */
export function whyNoMember({ isMember, whyNot }: Actor): string | null {
  return isMember ? null : (whyNot ?? "Slack does not say that you are a full member of this workspace");
}

/** Null for a full member. `mayNot` ends the sentence: "decide on a restart". */
export function membersOnly(actor: Actor, mayNot: string): RestartRefusal | null {
  const why = whyNoMember(actor);
  return why === null ? null : { reason: "not a member", sentence: `${why}, so you may not ${mayNot}.` };
}
