import { avatarOf } from "./avatar.ts";
import { openDialog } from "./dialog.ts";
import { button, el } from "./dom.ts";
import { icon } from "./icons.ts";
import type { PageContext } from "./page-context.ts";
import type { Standing } from "./state.ts";

interface Target {
  readonly label: string;
  readonly note: string;
  readonly sign: Element;
  readonly standing: Standing;
}

/** A dialog in which a few letters lead to a channel or to being somebody else. */
export function openJump(context: PageContext): void {
  const box = el("input", {
    class: "input",
    type: "search",
    "aria-label": "Jump to",
    placeholder: "Jump to a channel or a person…",
    autocomplete: "off",
    autofocus: true,
  });
  const results = el("div", { class: "jump-results" });
  const dialog = el("dialog", { class: "dialog jump", "aria-label": "Jump to" }, box, results);
  const go = (target: Target) => {
    dialog.close();
    context.go(target.standing);
  };
  const show = () => {
    const words = box.value.trim().toLowerCase().replace(/^[#@]/, "");
    const found = targetsOf(context).filter((target) => `${target.label} ${target.note}`.toLowerCase().includes(words));
    const nodes = found.map((target) =>
      button(
        { class: "jump-item" },
        () => go(target),
        target.sign,
        el("span", {}, target.label),
        el("span", { class: "popup-note" }, target.note),
      ),
    );
    results.replaceChildren(...(nodes.length === 0 ? [el("p", { class: "empty" }, "Nothing is called that.")] : nodes));
  };
  box.addEventListener("input", show);
  dialog.addEventListener("keydown", (event) => {
    const items = Array.from(results.querySelectorAll<HTMLElement>(".jump-item"));
    const at = items.findIndex((item) => item.matches(":focus"));
    if (event.key === "Enter" && at < 0) items[0]?.click();
    else if (event.key === "ArrowDown") items[Math.min(items.length - 1, at + 1)]?.focus();
    else if (event.key === "ArrowUp") (at <= 0 ? box : items[at - 1])?.focus();
    else return;
    if (event.key !== "Enter" || at < 0) event.preventDefault();
  });
  show();
  openDialog(dialog);
}

function targetsOf(context: PageContext): readonly Target[] {
  const { workspace } = context;
  const { person, place } = context.standing();
  return [
    ...workspace.channels.map(
      (channel): Target => ({
        label: channel.name,
        note: channel.purpose,
        sign: icon("hash"),
        standing: { person, place: { kind: "channel", id: channel.id } },
      }),
    ),
    {
      label: `${workspace.bot.name} Home`,
      note: "App",
      sign: icon("home"),
      standing: { person, place: { kind: "home" } },
    },
    {
      label: `${workspace.bot.name} Messages`,
      note: "App",
      sign: icon("chat"),
      standing: { person, place: { kind: "dm" } },
    },
    ...workspace.people.map(
      (each): Target => ({
        label: `Become ${each.realName}`,
        note: each.title,
        sign: avatarOf(each.id, workspace),
        standing: { person: each.id, place },
      }),
    ),
  ];
}
