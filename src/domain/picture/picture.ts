/** A drawing, finished: what shows it needs to know nothing of what it shows. */
export interface Picture {
  /** A whole SVG document of `width` × `height`, in which nothing refers to anything outside of it. */
  readonly svg: string;
  /** In pixels of a chat at its usual zoom. */
  readonly width: number;
  readonly height: number;
  /** At most 150 characters; it and the next are printable: one line, nothing that hides or turns text. */
  readonly title: string;
  /** What there is to see, as whole sentences, for those who do not see it. Not escaped; at most 2,000 characters. */
  readonly altText: string;
}

/**
 * In pixels. Slack shows a picture up to 360 wide beside a list of channels and up to 600 without: text of 14 is then still
 * read as 10.
 */
export const pictureWidth = 480;
