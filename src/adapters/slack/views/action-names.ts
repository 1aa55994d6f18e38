/** The action of one of many buttons of a kind: Slack tells the buttons of a message apart by these. */
export function numbered(action: string, index: number): string {
  return `${action}:${index}`;
}

/** The kind alone, as it was numbered or not. */
export function withoutNumber(action: string): string {
  return action.replace(/:\d+$/, "");
}
