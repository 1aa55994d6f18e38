import type { HostStatus } from "../../../src/domain/status.ts";
import type { HomeReply } from "../../../src/services/ports-home.ts";
import type { StatusReply } from "../../../src/services/ports-status.ts";
import { aRequest } from "../../support/restart-request.ts";
import { aFiring, aSilence } from "./alerts.ts";
import { now, replyOf } from "./boards.ts";

/** The Home tab with these texts in every place that holds one, and more of everything than is shown. */
export function hostileHome(status: StatusReply, texts: readonly string[]): HomeReply {
  const text = (index: number) => texts[index % texts.length] ?? "";
  const many = <T>(make: (index: number) => T): readonly T[] => Array.from({ length: 30 }, (_, index) => make(index));
  const requests = many((index) =>
    aRequest({
      id: `r${index}`,
      host: text(index),
      daemon: text(index + 1),
      reason: text(index + 2),
      requester: text(3),
    }),
  );
  const finding = { ...aFiring().finding, sentence: text(4) };
  const open = many((index) =>
    aFiring({ id: `a${index}`, key: { host: text(5), rule: "heap", daemon: text(6) }, finding }),
  );
  const scope = { host: text(7), rule: "heap", daemon: text(8) } as const;
  const silences = many((index) => ({ ...aSilence, id: `s${index}`, reason: text(9), by: text(10), scope }));
  return aHome([], {
    status,
    alerts: { kind: "alerts", open, silences, commandName: "/scipy", now, wallOffsetMs: 0 },
    requests,
    forYou: new Set(["r1", "r2", "r29"]),
    links: new Map([["r1", text(11)]]),
    locks: many(() => ({ host: text(1), by: text(2), reason: text(3), at: now })),
    canAsk: true,
    due: many((index) => ({ host: text(index), daemon: text(4), at: now })),
    troubles: many((index) => ({ name: text(index), severity: "critical", sentence: text(5), advice: text(6) })),
    channel: text(0),
  });
}

/** The Home tab of a quiet day, and what differs. */
export function aHome(hosts: readonly HostStatus[] = [], changes: Partial<HomeReply> = {}): HomeReply {
  return {
    kind: "home",
    status: replyOf(hosts),
    alerts: { kind: "alerts", open: [], silences: [], commandName: "/scipy", now, wallOffsetMs: 0 },
    requests: [],
    forYou: new Set(),
    links: new Map(),
    locks: [],
    canAsk: false,
    due: [],
    troubles: [],
    channel: "#ops",
    ...changes,
  };
}
