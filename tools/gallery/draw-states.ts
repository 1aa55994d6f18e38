import type { Message as RowMessage } from "../../src/trial/page/api.ts";
import { renderBlocks } from "../../src/trial/page/blocks/render-blocks.ts";
import { dialogHead } from "../../src/trial/page/dialog.ts";
import { createDirectory } from "../../src/trial/page/directory.ts";
import { el } from "../../src/trial/page/dom.ts";
import { type Fields, fieldsOf, labelOf, listOf } from "../../src/trial/page/json.ts";
import { rowPart } from "../../src/trial/page/message-row.ts";
import { footOf } from "../../src/trial/page/modal-view.ts";
import type { PageContext } from "../../src/trial/page/page-context.ts";
import { viewSurface } from "../../src/trial/page/surfaces.ts";
import { parseWorkspace } from "../../src/trial/page/workspace.ts";
import type { DrawnMessage, DrawnState } from "./drawn-state.ts";

/** Draws each state as the trial page draws it, into a figure of its own. Runs in the browser. */
export function drawStates(states: readonly DrawnState[], workspace: unknown): void {
  const context = contextOf(workspace);
  const groups = new Map<string, HTMLElement>();
  const place = document.getElementById("gallery") ?? document.body;
  for (const state of states) {
    const group =
      groups.get(state.group) ?? el("section", { class: "gallery-group", id: state.group }, el("h2", {}, state.group));
    groups.set(state.group, group);
    place.append(group);
    group.append(
      el("figure", { class: "gallery-state" }, el("figcaption", {}, state.caption), drawState(state, context)),
    );
  }
}

function drawState(state: DrawnState, context: PageContext): HTMLElement {
  if (state.kind === "modal") return drawModal(fieldsOf(state.view), context);
  if (state.kind === "home") return drawView("home-body", fieldsOf(state.view), context);
  return el("ol", { class: "message-list" }, drawMessage(state, context));
}

function drawMessage({ text, blocks, isWhispered }: DrawnMessage, context: PageContext): HTMLElement {
  const message: RowMessage = {
    ...{ ts: "1768467602.000100", channel: "C01OPS", threadTs: null, user: context.workspace.bot.id, text, blocks },
    ...{ edited: false, reactions: [], raw: {} },
  };
  const kind = isWhispered ? "ephemeral" : "message";
  return rowPart({ message, kind, grouped: false, replies: null, inThread: false }, context).draw();
}

function drawView(name: string, view: Fields, context: PageContext): HTMLElement {
  const body = el("div", { class: name });
  renderBlocks(body, listOf(view.blocks), viewSurface(context, { id: "", root: body }));
  return body;
}

function drawModal(view: Fields, context: PageContext): HTMLElement {
  const nothing = () => undefined;
  return el(
    "dialog",
    { class: "dialog modal", open: true },
    el(
      "form",
      {},
      dialogHead(labelOf(view.title), "", nothing),
      drawView("dialog-body", view, context),
      el("div", { class: "dialog-foot" }, ...footOf(view, nothing)),
    ),
  );
}

/** Of a page on which nothing can be done: it has no server. */
function contextOf(answer: unknown): PageContext {
  const workspace = parseWorkspace(answer);
  const standing = { person: "U01ALICE", place: { kind: "channel", id: "C01OPS" } } as const;
  const nothing = () => undefined;
  return {
    workspace,
    directory: createDirectory(workspace, () => standing.person),
    announcer: { say: nothing, warn: nothing },
    standing: () => standing,
    go: nothing,
    openThread: nothing,
    inspect: nothing,
    refresh: nothing,
  };
}

/** The whole style of this page, without what it imports. */
export function styleText(): string {
  return [...document.styleSheets].map(textOf).join("\n");
}

function textOf(sheet: CSSStyleSheet): string {
  const ruleText = (rule: CSSRule): string =>
    rule instanceof CSSImportRule && rule.styleSheet !== null ? textOf(rule.styleSheet) : rule.cssText;
  return [...sheet.cssRules].map(ruleText).join("\n");
}
