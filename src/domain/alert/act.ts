/** Why a person's action on an alert was not carried out; the words are for that person. */
export type ActionRefusal =
  | { readonly reason: "resolved"; readonly sentence: string }
  | { readonly reason: "unknown"; readonly sentence: string }
  /** `by`: the Slack id of who did it before, to be named behind the sentence; left out where it was nobody else. */
  | { readonly reason: "already"; readonly sentence: string; readonly by?: string }
  | { readonly reason: "not allowed"; readonly sentence: string };
