import { printable } from "../printable.ts";
import { type Picture, pictureWidth } from "./picture.ts";
import { type Svg, svgDocument } from "./svg.ts";

/** Slack: 2,000 characters; a title has no limit that is written down, and nobody reads a longer one. */
const [altTextMax, titleMax] = [2000, 150];

export interface PictureParts extends Pick<Picture, "height" | "title" | "altText"> {
  readonly body: readonly Svg[];
}

/** The whole, whose words hold nothing that hides or turns text, wherever its names came from. */
export function finishPicture({ height, title, altText, body }: PictureParts): Picture {
  return {
    svg: svgDocument({ width: pictureWidth, height }, body),
    ...{ width: pictureWidth, height },
    title: printable(title, titleMax),
    altText: printable(altText, altTextMax),
  };
}
