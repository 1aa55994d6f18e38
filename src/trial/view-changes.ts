import { renderProblem } from "./blocks/problem.ts";
import { VIEW_BYTES_MAX, validateView } from "./blocks/validate-view.ts";
import { noteMarkup, refuseProblems, unshowableFiles } from "./content.ts";
import { isObject, type JsonObject } from "./json.ts";
import type { State } from "./state.ts";

export type ViewCheck =
  | { readonly kind: "good"; readonly source: JsonObject }
  | { readonly kind: "refused"; readonly error: string; readonly details?: JsonObject };

/** Judges a view that the bot wants to show, and records every breach. `where` names the method or the acknowledgement. */
export function checkView(
  state: State,
  where: string,
  wanted: { readonly view: unknown; readonly type: "modal" | "home" },
): ViewCheck {
  const { view, type } = wanted;
  if (!isObject(view))
    return refuseProblems(state, where, { problems: validateView(view), rule: "bad view", error: "invalid_arguments" });
  if (JSON.stringify(view).length > VIEW_BYTES_MAX) {
    state.violations.record("bad view", `${where} /view`, `larger than ${VIEW_BYTES_MAX} bytes`);
    return { kind: "refused", error: "view_too_large" };
  }
  const problems = validateView(view);
  const ofType =
    view.type === type
      ? []
      : [{ pointer: "/view/type", rule: `must be "${type}"`, found: JSON.stringify(view.type) ?? "nothing" }];
  if (problems.length + ofType.length > 0)
    return refuseProblems(state, where, {
      problems: [...ofType, ...problems],
      rule: "bad view",
      error: "invalid_arguments",
    });
  const unscanned = unshowableFiles(state, view.blocks, "/view/blocks");
  if (unscanned.length > 0)
    return {
      kind: "refused",
      error: "invalid_arguments",
      details: { response_metadata: { messages: unscanned.map(renderProblem) } },
    };
  noteMarkup(state, where, { text: "", blocks: view.blocks, root: "/view/blocks" });
  return { kind: "good", source: view };
}
