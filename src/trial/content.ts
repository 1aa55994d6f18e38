import { completeBlocks } from "./blocks/complete.ts";
import { blockMarkupFaults, markupFaults } from "./blocks/markup.ts";
import { type Problem, pointerOf, renderProblem } from "./blocks/problem.ts";
import { BLOCKS_CHARACTERS_MAX, charactersIn } from "./blocks/text-size.ts";
import { validateBlocks } from "./blocks/validate-blocks.ts";
import { objectsIn } from "./blocks/walk.ts";
import { isObject, type JsonObject } from "./json.ts";
import type { State } from "./state.ts";

/** Slack cuts a posted text at 40 000 characters; cut text is wrong text, so it is refused here. */
const TEXT_MAX = 40_000;

/** Slack recommends at most 4000 characters, and refuses more when a message is updated. */
const TEXT_GOOD_MAX = 4000;

/** What a message shows, with every block and element given its id. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
}

export type ContentCheck =
  | { readonly kind: "good"; readonly content: Content }
  | { readonly kind: "refused"; readonly error: string; readonly details?: JsonObject };

/** Judges the `text` and `blocks` of a call by Slack's rules and records every breach. `where` names the method. */
export function checkContent(state: State, where: string, source: JsonObject): ContentCheck {
  const text = typeof source.text === "string" ? source.text : "";
  const blocks = source.blocks ?? [];
  if (!Array.isArray(blocks))
    return refuse(state, where, { error: "invalid_blocks_format", detail: "blocks must be a JSON list" });
  if (text.trim() === "" && blocks.length === 0)
    return refuse(state, where, { error: "no_text", detail: "neither text nor blocks" });
  if (source.attachments !== undefined)
    state.violations.record("bad call", `${where} /attachments`, "attachments are not shown here: use blocks");
  const refusal = textRefusal(state, where, text) ?? blocksRefusal(state, where, blocks);
  if (refusal !== null) return refusal;
  if (text.trim() === "") state.violations.record("missing fallback text", where, "blocks without a top-level text");
  noteMarkup(state, where, { text, blocks, isPlain: source.mrkdwn === false || source.mrkdwn === "false" });
  return { kind: "good", content: { text, blocks: completeBlocks(blocks, state.ids) } };
}

function textRefusal(state: State, where: string, text: string): ContentCheck | null {
  if (text.length <= TEXT_GOOD_MAX) return null;
  state.violations.record(
    "text too long",
    `${where} /text`,
    `${text.length} characters; at most ${TEXT_GOOD_MAX} are read whole`,
  );
  const isRefused = text.length > (where === "chat.update" ? TEXT_GOOD_MAX : TEXT_MAX);
  return isRefused ? { kind: "refused", error: "msg_too_long" } : null;
}

function blocksRefusal(state: State, where: string, blocks: readonly unknown[]): ContentCheck | null {
  const problems = validateBlocks(blocks, "message");
  if (problems.length > 0)
    return refuseProblems(state, where, { problems, rule: "bad block", error: "invalid_blocks" });
  const characters = charactersIn(blocks);
  if (characters > BLOCKS_CHARACTERS_MAX) {
    state.violations.record(
      "text too long",
      `${where} /blocks`,
      `${characters} characters in all blocks, at most ${BLOCKS_CHARACTERS_MAX}`,
    );
    return { kind: "refused", error: "msg_blocks_too_long" };
  }
  const unscanned = unshowableFiles(state, blocks, "/blocks");
  return unscanned.length === 0 ? null : { kind: "refused", error: "invalid_blocks", details: explain(unscanned) };
}

/** Slack's answer to problems, and a violation for each of them. */
export function refuseProblems(
  state: State,
  where: string,
  refusal: { readonly problems: readonly Problem[]; readonly rule: "bad block" | "bad view"; readonly error: string },
): { readonly kind: "refused"; readonly error: string; readonly details: JsonObject } {
  for (const problem of refusal.problems)
    state.violations.record(refusal.rule, `${where} ${problem.pointer}`, `${problem.rule}, found ${problem.found}`);
  return { kind: "refused", error: refusal.error, details: explain(refusal.problems) };
}

/** Slack files that are named but cannot be shown yet, or never: the caller may simply try again, so this is no breach. */
export function unshowableFiles(state: State, blocks: unknown, root: string): readonly Problem[] {
  return [...objectsIn(blocks)].flatMap(({ object, path }) => {
    const file = object.slack_file;
    if (!isObject(file) || (typeof file.id === "string" && state.files.isShowable(file.id))) return [];
    return [
      {
        pointer: `${root}${pointerOf([...path, "slack_file"])}`,
        rule: "invalid slack file",
        found: JSON.stringify(file),
      },
    ];
  });
}

/** Records the markup faults of a text and of blocks. */
export function noteMarkup(
  state: State,
  where: string,
  shown: { readonly text: string; readonly blocks: unknown; readonly isPlain?: boolean; readonly root?: string },
): void {
  const inText = shown.isPlain === true ? [] : markupFaults(shown.text, "/text");
  for (const fault of [...inText, ...blockMarkupFaults(shown.blocks, shown.root ?? "/blocks")])
    state.violations.record(fault.rule, `${where} ${fault.pointer}`, fault.detail);
}

function refuse(state: State, where: string, why: { readonly error: string; readonly detail: string }): ContentCheck {
  state.violations.record("bad call", where, `${why.error}: ${why.detail}`);
  return { kind: "refused", error: why.error };
}

function explain(problems: readonly Problem[]): JsonObject {
  const messages = problems.map(renderProblem);
  return {
    errors: messages.map((message) => message.replace("[ERROR] ", "")),
    response_metadata: { messages },
  };
}
