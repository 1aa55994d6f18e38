/** Where a message stands, as the chat names it. */
export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}
