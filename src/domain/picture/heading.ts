import { palette } from "./palette.ts";
import { pictureWidth } from "./picture.ts";
import { type Svg, text } from "./svg.ts";
import { clipToWidth, wrapText } from "./text-width.ts";

export const margin = 14;
const titleSize = 16;
const lineHeight = 18;

/** What it is, and below it what there is to see, in two lines at most. `bottom` is the last baseline. */
export function heading(title: string, finding: string): { readonly drawn: readonly Svg[]; readonly bottom: number } {
  const width = pictureWidth - 2 * margin;
  const said = wrapText(finding, width, 2);
  const titleLine = clipToWidth(title, width, titleSize);
  const top = margin + 13;
  return {
    drawn: [
      text(margin, top, { line: titleLine, style: { size: titleSize, bold: true } }),
      ...said.map((line, index) =>
        text(margin, top + 3 + (index + 1) * lineHeight, { line, style: { color: palette.quiet } }),
      ),
    ],
    bottom: top + 3 + said.length * lineHeight,
  };
}
