import { formsOf, type GalleryState, type MessageState } from "../../test/adapters/slack/gallery/gallery-state.ts";
import type { DrawnMessage, DrawnState } from "./drawn-state.ts";

export interface Drawings {
  readonly drawn: readonly DrawnState[];
  /** SVG documents by the id of their file, as a workspace would hold them. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** Each state in every form in which somebody may find it. */
export function drawingsOf(states: readonly GalleryState[]): Drawings {
  const pictures = new Map<string, string>();
  const drawn = states.flatMap((state): readonly DrawnState[] => {
    if (state.kind === "message") return drawingsOfMessage(state, pictures);
    return [{ kind: state.kind, group: state.group, caption: state.name, view: state.view }];
  });
  return { drawn, pictures };
}

function drawingsOfMessage(
  { message, seen, name, group }: MessageState,
  pictures: Map<string, string>,
): readonly DrawnMessage[] {
  const file = `F${String(pictures.size).padStart(8, "0")}`;
  if (message.pictured !== undefined) pictures.set(file, message.pictured.picture.svg);
  return formsOf(message, file).map(({ form, blocks }) => ({
    kind: "message",
    group,
    caption: `${name}, ${seen}${form}`,
    text: message.text,
    blocks,
    isWhispered: seen === "by its asker alone",
  }));
}
