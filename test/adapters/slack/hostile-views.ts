import type { HomeView, ModalView } from "@slack/types";
import type { Message } from "../../../src/adapters/slack/views/message.ts";
import { renderDialog } from "../../../src/adapters/slack/views/render-dialog.ts";
import { renderHome } from "../../../src/adapters/slack/views/render-home.ts";
import { renderNotice } from "../../../src/adapters/slack/views/render-notice.ts";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { listCommands } from "../../../src/domain/command/list-commands.ts";
import type { Reply } from "../../../src/services/ports.ts";
import { allRights } from "../../support/known-words.ts";
import { aStarvingHost, now, replyOf } from "./boards.ts";
import { heapReply, heaps, planOf, planReply } from "./gallery/gallery-heaps.ts";
import { recordReply, records } from "./gallery/gallery-records.ts";
import { hostileHome } from "./homes.ts";
import { hostileHosts } from "./hostile-hosts.ts";
import { hostileAlerts, hostileDialogs, hostileNotices, hostileRestartReplies } from "./hostile-notices.ts";

export type Rendered =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "view"; readonly view: ModalView | HomeView };

/** Every view once with these twelve texts in every place that holds one, and so many of what there may be many of. */
export function* renderHostile(texts: readonly string[], size: number): Generator<Rendered> {
  for (const notice of hostileNotices(texts)) yield { kind: "message", message: renderNotice(notice) };
  for (const reply of hostileReplies(texts, size)) yield { kind: "message", message: renderReply(reply) };
  for (const dialog of hostileDialogs(texts)) yield { kind: "view", view: renderDialog(dialog) };
  const { board } = replyOf(hostsOf(texts, size));
  yield { kind: "view", view: renderDialog({ kind: "details", board, now }) };
  const home = hostileHome(replyOf(hostsOf(texts, size)), texts);
  yield { kind: "view", view: renderHome(home, texts[5] ?? "") };
}

function hostsOf(texts: readonly string[], size: number) {
  return [
    ...hostileHosts(texts),
    ...Array.from({ length: size }, (_, index) => aStarvingHost(texts[index % texts.length])),
  ];
}

function hostileReplies(texts: readonly string[], size: number): readonly Reply[] {
  const text = (index: number) => texts[index % texts.length] ?? "";
  const many = Array.from({ length: size }, (_, index) => text(index));
  const hosts = hostsOf(texts, size);
  const commandName = text(3);
  const findings = many.map((sentence, index) => ({
    ...{ subject: text(index + 1), check: text(index + 2), sentence },
    outcome: (["ok", "warning", "failed"] as const)[index % 3] ?? "ok",
  }));
  return [
    replyOf(hosts),
    replyOf(hosts, "why"),
    replyOf(hostileHosts(texts).slice(0, 1), "why"),
    { kind: "details", board: replyOf(hosts).board, now },
    { kind: "notice", sentence: text(0), by: text(1), people: many },
    { kind: "usage", sentence: text(1), suggestion: text(2), commandName },
    {
      ...{ kind: "help", commandName, hosts: many, note: text(4) },
      commands: listCommands({ hosts: texts, daemons: [] }, allRights),
    },
    { kind: "doctor", findings },
    hostileAlerts(texts),
    ...hostileRestartReplies(texts),
    ...hostileHeaps(texts, size),
  ];
}

function hostileHeaps(texts: readonly string[], size: number): readonly Reply[] {
  const text = (index: number) => texts[index % texts.length] ?? "";
  const named = heaps.map(([, finding], index) => ({
    ...finding,
    ...{ host: text(index), daemon: text(index + 1), problem: finding.outlook === null ? text(index + 2) : null },
    deploys: [{ at: now, by: text(3), note: text(4) }],
  }));
  const ram = { kind: "for days", because: [...texts], spans: [] } as const;
  const cures = texts.map((daemon) => ({ daemon, cures: [{ cure: "jemalloc" as const, sentence: text(5) }] }));
  const plan = { host: text(0), plan: planOf([...texts], ram), problem: null, cures };
  const none = { host: text(1), plan: null, problem: text(2), cures };
  const foretold = records.map(([, finding], index) => ({
    ...finding,
    ...{ host: text(index), daemon: text(index + 1), problem: finding.record === null ? text(index + 2) : null },
  }));
  const several = Array.from({ length: size }, (_, index) => (index % 2 === 0 ? plan : none));
  return [
    ...named.map((finding) => ({ ...heapReply([finding]), commandName: text(6) })),
    ...foretold.map((finding) => ({ ...recordReply([finding]), commandName: text(6) })),
    { ...recordReply(Array.from({ length: size }, () => foretold).flat()), commandName: text(6) },
    {
      ...heapReply(
        Array.from({ length: size + 2 }, (_, index) => named[index % named.length] ?? named[0]).flatMap(
          (one) => one ?? [],
        ),
      ),
      more: size,
    },
    ...(["plan", "capacity"] as const).flatMap((kind) => [
      planReply(kind, plan),
      planReply(kind, none),
      { ...planReply(kind, ...several), commandName: text(7) },
    ]),
  ];
}
