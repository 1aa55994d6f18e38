import { printable } from "../../../domain/printable.ts";
import type { DialogOffer, HelpReply, NoticeReply, UsageReply } from "../../../services/ports.ts";
import { actions, section, sectionsOf } from "./blocks.ts";
import { codeSpan, escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { takeWithin } from "./take-within.ts";

/** A list of all hosts of a large fleet would hide the commands. */
const hostsMax = 20;
/** A host and a daemon with names of 64 characters each, and the words around them. */
const exampleMax = 200;
/** Slack takes about 13,200 characters in all blocks together; the hosts and the note may have 3,000 each. */
const examplesMax = 6000;

/** What can be asked, each with an example. */
export function renderHelp({ commandName, hosts, commands, note }: HelpReply): Message {
  const text = `Ask ${commandName} status to see how the servers stand, ${commandName} why for the reason, or ${commandName} help for this list.`;
  const examples = commands.map(
    ({ words, does }) => `• ${codeSpan(printable(`${commandName} ${words}`, exampleMax))} ${escapeMrkdwn(does)}`,
  );
  const lines = [
    "*What you may ask*",
    ...takeWithin(examples, examplesMax),
    hostsLine(hosts),
    "In a thread mention the bot with the same words; in a direct message to it the words alone do.",
    note === null ? "" : `_${escapeMrkdwn(note).replaceAll("_", "＿")}_`,
  ];
  return messageOf(escapeMrkdwn(text), lines);
}

function hostsLine(hosts: readonly string[]): string {
  const rest = hosts.length - hostsMax;
  const named = hosts.slice(0, hostsMax).map(codeSpan).join(", ");
  return hosts.length === 0 ? "" : `Hosts: ${named}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** What was not understood, and what was perhaps meant. */
export function renderUsage({ sentence, suggestion, isExample, commandName }: UsageReply): Message {
  const [before, behind] = isExample ? ["For example:", ""] : ["Did you mean", "?"];
  const meant = suggestion === null ? [] : [`${before} ${codeSpan(suggestion)}${behind}`];
  const text = suggestion === null ? sentence : `${sentence} ${before} ${suggestion}${behind}`;
  return messageOf(escapeMrkdwn(text), [
    escapeMrkdwn(sentence),
    ...meant,
    `${codeSpan(`${commandName} help`)} lists what you can ask.`,
  ]);
}

/** What was asked for needs a dialog, which Slack opens in answer to a click alone. */
export function renderDialogOffer({ id, sentence }: DialogOffer): Message {
  const text = escapeMrkdwn(sentence);
  const open = { action: "dialog_open", label: "Open the dialog", value: id, style: "primary" } as const;
  const blocks = [section(text), actions("dialog offer", open)];
  return { text, blocks, plainBlocks: blocks };
}

/** As many names as one reads. */
const peopleMax = 10;

export function renderSentence({ sentence, by, people = [] }: NoticeReply): Message {
  const named = people.length === 0 ? "" : ` ${people.slice(0, peopleMax).map(mention).join(", ")}`;
  const text = `${escapeMrkdwn(sentence)}${named}${by === undefined ? "" : ` It was ${mention(by)}.`}`;
  return { text, blocks: [section(text)], plainBlocks: [section(text)] };
}

function messageOf(text: string, lines: readonly string[]): Message {
  const blocks = sectionsOf(lines.filter((line) => line !== ""));
  return { text, blocks, plainBlocks: blocks };
}
