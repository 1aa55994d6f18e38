import type { Workspace } from "./workspace.ts";

/** What the middle of the page shows. */
export type Place =
  | { readonly kind: "channel"; readonly id: string }
  | { readonly kind: "dm" }
  | { readonly kind: "home" };

/** Who the reader is and where; stands in the address, so that a link or a reload leads to the same view. */
export interface Standing {
  readonly person: string;
  readonly place: Place;
}

/** The standing from the address, else from the last visit, else the first person in the first channel. */
export function readStanding(workspace: Workspace): Standing {
  const [, person = "", place = ""] = location.hash.split("/");
  const known = workspace.people.find((each) => each.id === person)?.id;
  const remembered = workspace.people.find((each) => each.id === recall("person"))?.id;
  return {
    person: known ?? remembered ?? workspace.people[0]?.id ?? "",
    place: placeOf(place, workspace) ?? placeOf(recall("place") ?? "", workspace) ?? firstPlace(workspace),
  };
}

export function writeStanding(standing: Standing): void {
  const place = standing.place.kind === "channel" ? standing.place.id : standing.place.kind;
  remember("person", standing.person);
  remember("place", place);
  const hash = `#/${standing.person}/${place}`;
  if (location.hash !== hash) history.pushState(null, "", hash);
}

/** What the browser keeps for the page between visits; nothing when it keeps nothing (private windows). */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`trial.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`trial.${key}`, value);
  } catch {
    // Without storage the page works and forgets.
  }
}

/** Slack's `seen up to` per person and conversation, from which the unread dots follow. */
export function seenUpTo(person: string, channel: string): string {
  return recall(`seen.${person}.${channel}`) ?? "";
}

export function markSeen(person: string, channel: string, ts: string): void {
  if (ts > seenUpTo(person, channel)) remember(`seen.${person}.${channel}`, ts);
}

function placeOf(text: string, workspace: Workspace): Place | undefined {
  if (text === "dm" || text === "home") return { kind: text };
  return workspace.channels.some((channel) => channel.id === text) ? { kind: "channel", id: text } : undefined;
}

function firstPlace(workspace: Workspace): Place {
  const first = workspace.channels[0];
  return first === undefined ? { kind: "dm" } : { kind: "channel", id: first.id };
}
