import type { Directory } from "../directory.ts";
import type { Fields } from "../json.ts";

/** Where blocks are drawn, and what happens there when somebody uses them. */
export interface Surface {
  readonly directory: Directory;
  /** Sends an action to the bot; resolves when it was acknowledged or when that was given up and said. */
  act(action: Fields): Promise<void>;
  /** Asks with the bot's own confirmation dialog; false when the person thinks better of it. */
  confirm(dialog: Fields): Promise<boolean>;
}

/** Draws one block. Blocks that hold blocks get this to draw their children. */
export type DrawBlock = (block: Fields, surface: Surface) => HTMLElement;
