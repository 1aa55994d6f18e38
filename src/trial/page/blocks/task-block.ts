import type { Directory } from "../directory.ts";
import { el, spoken, svg } from "../dom.ts";
import { type Fields, fieldsList, fieldsOf, textOf } from "../json.ts";
import { linkNode, renderPlain } from "../mrkdwn-dom.ts";
import { renderRichElements } from "./rich-text.ts";

/** A titled list of tasks. */
export function renderPlan(block: Fields, directory: Directory): HTMLElement {
  const tasks = fieldsList(block.tasks);
  const done = tasks.filter((task) => task.status === "complete").length;
  return el(
    "section",
    {},
    el(
      "div",
      { class: "plan-head" },
      el("strong", {}, renderPlain(textOf(block.title))),
      el("span", {}, `${done} of ${tasks.length} done`),
    ),
    el("ol", { class: "plan-tasks" }, ...tasks.map((task) => el("li", {}, renderTaskCard(task, directory)))),
  );
}

/** One task with its state, what it did and where it looked. */
export function renderTaskCard(task: Fields, directory: Directory): HTMLElement {
  const sources = fieldsList(task.sources).map((source) =>
    el("li", {}, linkNode(textOf(source.url), textOf(source.text, textOf(source.url)))),
  );
  const rich = (name: string) =>
    task[name] === undefined
      ? null
      : el("div", { class: "rich task-text" }, ...renderRichElements(fieldsOf(task[name]), directory));
  return el(
    "div",
    { class: "task" },
    el("div", { class: "task-head" }, statusSign(textOf(task.status)), el("span", {}, renderPlain(textOf(task.title)))),
    rich("details"),
    rich("output"),
    sources.length === 0 ? null : el("ul", { class: "task-sources" }, ...sources),
  );
}

const STATUSES: Readonly<Record<string, readonly [words: string, path: string]>> = {
  pending: ["pending", ""],
  in_progress: ["in progress", "M10 3.5a6.5 6.5 0 016.5 6.5"],
  complete: ["complete", "M6 10.3l2.8 2.8L14 7.5"],
  error: ["failed", "M7 7l6 6M13 7l-6 6"],
};

function statusSign(status: string): HTMLElement {
  const [words, path] = STATUSES[status] ?? [status, ""];
  const ring = svg("circle", { cx: 10, cy: 10, r: 6.5, class: "ring" });
  const mark = path === "" ? null : svg("path", { d: path, class: "mark" });
  const known = STATUSES[status] === undefined ? "pending" : status;
  return el(
    "span",
    { class: `task-sign task-${known}`, title: words },
    svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, ring, mark),
    spoken(`${words}:`),
  );
}
