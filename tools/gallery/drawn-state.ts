/** What is drawn of one state, as plain data that a browser can be given. */
export type DrawnState = DrawnMessage | DrawnModal | DrawnHome;

export interface DrawnMessage extends Captioned {
  readonly kind: "message";
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly isWhispered: boolean;
}

interface DrawnModal extends Captioned {
  readonly kind: "modal";
  readonly view: unknown;
}

interface DrawnHome extends Captioned {
  readonly kind: "home";
  readonly view: unknown;
}

interface Captioned {
  readonly group: string;
  readonly caption: string;
}
