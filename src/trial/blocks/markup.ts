import { clip } from "../json.ts";
import type { Rule } from "../violations.ts";
import { pointerOf } from "./problem.ts";
import { objectsIn } from "./walk.ts";

/** Text that Slack would show, but not as its author meant: it came from outside and was not escaped, or it rouses everybody. */
export interface MarkupFault {
  readonly pointer: string;
  readonly rule: Extract<Rule, "unescaped text" | "broadcast" | "disguised link">;
  readonly detail: string;
}

/** The markup faults of a text that Slack reads as mrkdwn. */
export function markupFaults(text: string, pointer: string): readonly MarkupFault[] {
  return [...ampersandFaults(text, pointer), ...angleFaults(text, pointer)];
}

/** The markup faults in all mrkdwn texts and rich-text broadcasts of blocks. */
export function blockMarkupFaults(blocks: unknown, root: string): readonly MarkupFault[] {
  const faults: MarkupFault[] = [];
  for (const { object, path } of objectsIn(blocks)) {
    const pointer = `${root}${pointerOf(path)}`;
    if (object.type === "mrkdwn" && typeof object.text === "string")
      faults.push(...markupFaults(object.text, `${pointer}/text`));
    if (object.type === "markdown" && typeof object.text === "string" && /<!(channel|here|everyone)/.test(object.text))
      faults.push({ pointer: `${pointer}/text`, rule: "broadcast", detail: "rouses everybody" });
    if (object.type === "broadcast")
      faults.push({ pointer, rule: "broadcast", detail: `rouses everybody: @${String(object.range)}` });
  }
  return faults;
}

function ampersandFaults(text: string, pointer: string): MarkupFault[] {
  const raw = /&(?!amp;|lt;|gt;)/.exec(text);
  if (raw === null) return [];
  return [{ pointer, rule: "unescaped text", detail: `"&" must be written "&amp;": ${around(text, raw.index)}` }];
}

function angleFaults(text: string, pointer: string): MarkupFault[] {
  const faults: MarkupFault[] = [];
  for (const match of text.matchAll(/<([^<>]*)(>?)/g)) {
    const inner = match[1] ?? "";
    const fault = faultOf(inner, match[2] === ">");
    if (fault !== undefined)
      faults.push({ pointer, ...fault, detail: `${fault.detail}: ${around(text, match.index)}` });
  }
  return faults;
}

const broadcast = /^!(channel|here|everyone|group)\b/;
const mention = /^(@[UW][A-Z0-9]+|#C[A-Z0-9]+|!subteam\^S[A-Z0-9]+)(\|[^|]*)?$/;
const date = /^!date\^\d+\^[^^|]+(\^[^|]+)?\|.+$/;
const link = /^((?:https?:\/\/|mailto:|tel:)[^|\s]+)(?:\|(.*))?$/;

function faultOf(inner: string, isClosed: boolean): Pick<MarkupFault, "rule" | "detail"> | undefined {
  if (broadcast.test(inner)) return { rule: "broadcast", detail: "rouses everybody" };
  if (!isClosed) return { rule: "unescaped text", detail: '"<" must be written "&lt;"' };
  if (mention.test(inner) || date.test(inner)) return undefined;
  const target = link.exec(inner);
  if (target === null) return { rule: "unescaped text", detail: '"<" begins none of the forms that Slack knows' };
  return isDisguised(target[1] ?? "", target[2] ?? "")
    ? { rule: "disguised link", detail: "the label looks like another address than the link's" }
    : undefined;
}

/** True when the label reads as an address whose host is not the link's. */
function isDisguised(address: string, label: string): boolean {
  const claimed = /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#].*)?$/i.exec(label.trim())?.[1];
  if (claimed === undefined) return false;
  const host = URL.canParse(address) ? new URL(address).hostname : "";
  return claimed.toLowerCase() !== host.toLowerCase();
}

function around(text: string, index: number): string {
  return JSON.stringify(clip(text.slice(Math.max(0, index - 10)), 60));
}
