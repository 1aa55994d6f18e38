import { type Fields, textOf } from "../json.ts";
import type { Surface } from "./surface.ts";

/** What every control needs: itself, its block, where it stands, and whether using it tells the bot at once. */
export interface ControlOptions {
  readonly element: Fields;
  readonly block: Fields;
  readonly surface: Surface;
  readonly acts: boolean;
}

/** The name under which focus finds this control again after a redraw. */
export function focusName(element: Fields, block: Fields): string {
  return `${textOf(block.block_id)}/${textOf(element.action_id)}`;
}

/** Tells the bot that a control was used, after its confirmation dialog where it has one; false when that was declined. */
export async function sendAction(
  options: Omit<ControlOptions, "acts">,
  used: Fields,
  onSend: () => void = () => {},
): Promise<boolean> {
  const { element, block, surface } = options;
  const dialog = element.confirm;
  if (typeof dialog === "object" && dialog !== null && !(await surface.confirm(dialog as Fields))) return false;
  onSend();
  await surface.act({
    type: element.type,
    action_id: textOf(element.action_id),
    block_id: textOf(block.block_id),
    ...used,
  });
  return true;
}
