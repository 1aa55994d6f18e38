import type { TourProgress, TourRequest } from "./tour-progress.ts";
import type { Demo } from "./workspace.ts";

/** What the tour says now. */
export interface TourView {
  /** 1 to 4, or "end". */
  readonly step: number | "end";
  readonly title: string;
  readonly words: string;
  /** What the first button does; null where there is nothing that one press would help with. */
  readonly offer: TourOffer | null;
  /** Shows the heap on its way to the warning. */
  readonly waits: boolean;
}

export type TourOffer =
  | { readonly kind: "type"; readonly text: string; readonly person: string | null }
  | { readonly kind: "become"; readonly person: string }
  | { readonly kind: "show"; readonly request: TourRequest };

export interface TourFacts {
  readonly demo: Demo;
  /** The bot's command, "/scipy". */
  readonly command: string;
  readonly progress: TourProgress;
  readonly skipped: ReadonlySet<number>;
  /** Who reads, and who asks and approves in the tour, by id. */
  readonly reader: string;
  readonly asker: string;
  readonly nameOf: (person: string) => string;
}

export const stepsCount = 4;

/** The first step that is neither done nor skipped; a restart that was verified ends the tour whatever was left out. */
export function viewOf(facts: TourFacts): TourView {
  const { progress, skipped } = facts;
  const { request } = progress;
  if (request?.state === "succeeded") return endOf(request);
  if (!progress.asked && !skipped.has(1)) return askStatus(facts);
  if (!progress.warned && request === null && !skipped.has(2)) return seeWarning(facts);
  if (request === null && !skipped.has(3)) return askRestart(facts);
  return skipped.has(4) ? leftOut : approve(facts);
}

function askStatus({ demo, command }: TourFacts): TourView {
  return {
    step: 1,
    title: "Ask how the host stands",
    words: `Send ${command} status: the bot reads ${demo.host}, this machine, and says in one sentence whether it suffers, and why.`,
    offer: { kind: "type", text: `${command} status`, person: null },
    waits: false,
  };
}

function seeWarning({ demo }: TourFacts): TourView {
  return {
    step: 2,
    title: "Wait for the warning",
    words: `The heap of ${demo.daemon} grows. The bot warns of it here by itself; nobody has to ask.`,
    offer: null,
    waits: true,
  };
}

function askRestart(facts: TourFacts): TourView {
  const { demo, asker, nameOf } = facts;
  return {
    step: 3,
    title: `Ask for a restart as ${nameOf(asker)}`,
    words: `Press Restart… below the warning and say why, or send the command. Nothing of ${demo.daemon} is touched before somebody else approves.`,
    offer: askingOffer(facts),
    waits: false,
  };
}

function askingOffer({ demo, command, asker }: TourFacts): TourOffer {
  return { kind: "type", text: `${command} restart ${demo.daemon} pages are slow`, person: asker };
}

function approve(facts: TourFacts): TourView {
  const { request } = facts.progress;
  if (request === null) return nothingToApprove(facts);
  if (request.state === "approval needed") return decide(facts, request);
  const running = runningWords[request.state];
  const words = running ?? endedWords[request.state] ?? "See its message for what to do now.";
  const title = running === undefined ? `Not restarted: ${request.state}` : "Approved: watch what comes of it";
  const isOver = running === undefined && request.state !== "degraded" && request.state !== "unknown";
  const offer: TourOffer = isOver ? askingOffer(facts) : { kind: "show", request };
  const isSent = request.state === "degraded" || request.state === "failed" || request.state === "unknown";
  return { step: 4, title: isSent ? `The restart is ${request.state}` : title, words, offer, waits: false };
}

function nothingToApprove(facts: TourFacts): TourView {
  return {
    step: 4,
    title: "Approve as somebody else",
    words: "There is no request yet. Ask for the restart first; then become a reviewer and approve it.",
    offer: askingOffer(facts),
    waits: false,
  };
}

function decide({ demo, reader, nameOf }: TourFacts, request: TourRequest): TourView {
  const mayDecide = demo.reviewers.includes(reader) && reader !== request.requester;
  const reviewer = demo.reviewers.find((each) => each !== request.requester) ?? reader;
  return mayDecide
    ? {
        step: 4,
        title: "Approve it",
        words: "Read what it would run, cut and give back. Then press Approve restart below it.",
        offer: { kind: "show", request },
        waits: false,
      }
    : {
        step: 4,
        title: `Approve as ${nameOf(reviewer)}`,
        words: "Who asks may not approve. Become somebody who may, as if another person had picked up the phone.",
        offer: { kind: "become", person: reviewer },
        waits: false,
      };
}

const runningWords: Readonly<Record<string, string>> = {
  approved: "It is about to begin.",
  checking: "What was approved is held against the host as it is now.",
  restarting: "The command is running, once.",
  verifying: "Another process runs. The bot watches for some ten seconds whether all is well.",
};

const endedWords: Readonly<Record<string, string>> = {
  denied: "Somebody denied it, so nothing was run. Ask once more, and approve it this time.",
  expired: "Nobody decided in time, so nothing was run. Ask once more.",
  cancelled: "It was withdrawn, so nothing was run. Ask once more.",
  obsolete: "What was asked for is not there any more, so nothing was run. Ask once more.",
  stale: "The host had changed since it was approved, so nothing was run. Ask once more.",
  failed: "The command did not do its work; its message says why. Then ask once more.",
  degraded: "It was restarted, but not all is well: its message says what is missing and what to do now.",
  unknown: "Nobody knows yet whether it ran, so it is not run again: its message says what to do now.",
};

function endOf({ heap }: TourRequest): TourView {
  const figures = heap === null ? "" : `Heap ${heap.before} before, ${heap.after} after. `;
  return {
    step: "end",
    title: "Approved, restarted, verified",
    words: `${figures}For your own servers: stop the trial, then run npx scipy-bot init.`,
    offer: null,
    waits: false,
  };
}

const leftOut: TourView = {
  step: "end",
  title: "The tour is over",
  words: "You left the approval out; it can be done at any time. For your own servers: npx scipy-bot init.",
  offer: null,
  waits: false,
};
