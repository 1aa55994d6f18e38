import { ruleNames } from "../alert/rule.ts";
import type { RestartRights, RestartTarget } from "../restart/restart-rights.ts";
import type { KnownWords } from "./command.ts";
import { trackRecordWord } from "./parse-heap.ts";

/** One thing that can be asked, with words that can be typed as they stand. */
export interface CommandExample {
  /** Behind the command's name: "silence web-1 zope 2 h deploying". */
  readonly words: string;
  /** What it does, without full stop. */
  readonly does: string;
}

type Words = Pick<KnownWords, "hosts" | "daemons">;

/** Every command that this person may use, each with one example of this installation, for help. */
export function listCommands(known: Words, rights: RestartRights): readonly CommandExample[] {
  return [
    ...questions(known, rights),
    ...alertCommands(known),
    ...restartCommands(known, rights),
    { words: "approvals", does: "which restarts are asked for or under way, and what is locked" },
    ...lockCommands(known, rights),
    { words: "audit", does: "who asked for, decided and ran what; audit 18 for one restart" },
    ...(rights.whyNot === null
      ? [{ words: "doctor", does: "whether anything keeps the bot from its work, and what to do" }]
      : []),
    { words: "help", does: "this list" },
  ];
}

function questions({ hosts, daemons }: Words, { whyNot }: RestartRights): readonly CommandExample[] {
  const host = hosts[0] === undefined ? "" : ` ${hosts[0]}`;
  const [daemon] = daemons;
  const named = daemon === undefined ? "" : phraseOf({ host: daemon.host, daemon: daemon.name }, daemons);
  return [
    { words: `status${host}`, does: "how a host stands now, in the channel; all of them without a name" },
    { words: `why${host}`, does: "why a host is slow, with the evidence and what to do" },
    ...(named === ""
      ? []
      : [
          { words: `heap ${named}`, does: "where its heap is going: leak or plateau, how high, how soon" },
          { words: `heap ${trackRecordWord}`, does: "how often such forecasts held, against what was promised" },
        ]),
    ...(named === "" || whyNot !== null
      ? []
      : [{ words: `deploy ${named} 4.2`, does: "another release runs since now, so judge its heap anew" }]),
    { words: "plan", does: "when to restart what, as rarely as is safe, in quiet hours" },
    { words: "capacity", does: "how much RAM would end the restarts, and what to try before" },
  ];
}

function alertCommands({ hosts, daemons }: Words): readonly CommandExample[] {
  const [host] = hosts;
  const daemon = daemons.find((one) => one.host === host);
  const target = [host, daemon?.name].filter((word) => word !== undefined).join(" ");
  return [
    { words: "alerts", does: "what is wrong now, and what is silenced; only you see it" },
    { words: "alerts noise", does: "how much of each rule's alerts was noise in the last week" },
    { words: `alerts test ${ruleNames[0]}`, does: "sends a marked specimen of an alert the whole way" },
    host === undefined
      ? { words: "silence", does: "asks what to keep quiet, for how long and why" }
      : {
          words: `silence ${target} 2 h deploying`,
          does: "keeps it quiet, at most 7 d, with a reason; silence alone asks by a dialog",
        },
    { words: "silence list", does: "what is silenced, with a button to end each" },
    ...(host === undefined ? [] : [{ words: `unsilence ${target}`, does: "ends that silence" }]),
    {
      words: host === undefined ? "report" : `report ${host} pages take a minute`,
      does: "says that users suffer; a fresh reading goes with it",
    },
  ];
}

function restartCommands({ daemons }: Words, { asks, decides, breaksGlass }: RestartRights): readonly CommandExample[] {
  const example = (words: string, target: RestartTarget | undefined, does: string): readonly CommandExample[] =>
    target === undefined ? [] : [{ words: words.replace("DAEMON", phraseOf(target, daemons)), does }];
  const [any] = daemons.map(({ host, name }) => ({ host, daemon: name }));
  const [asked] = asks;
  const broken = breaksGlass ? (asked ?? any) : undefined;
  return [
    ...example("restart DAEMON", asked, "asks for its restart, which somebody else has to approve"),
    ...example("dry-run DAEMON", asked ?? any, "what a restart of it would run, cut and give back"),
    ...example("break-glass DAEMON the site is down", broken, "at once and without approval; all are told"),
    ...example("standing DAEMON 14 d", decides[0], "approves beforehand what the plan wants of it; two reviewers sign"),
  ];
}

function lockCommands({ hosts }: Words, { whyNot, unlocks }: RestartRights): readonly CommandExample[] {
  const [host] = hosts;
  if (host === undefined || whyNot !== null) return [];
  const lock = {
    words: `lock ${host} backup is running`,
    does: "no restarts there until it is unlocked; lock all for everywhere",
  };
  return unlocks ? [lock, { words: `unlock ${host}`, does: "ends that lock" }] : [lock];
}

/** With its host where several have one of that name, since only so it says which is meant. */
function phraseOf({ host, daemon }: RestartTarget, daemons: Words["daemons"]): string {
  const isUnique = daemons.filter(({ name }) => name.toLowerCase() === daemon.toLowerCase()).length <= 1;
  return isUnique ? daemon : `${host}/${daemon}`;
}
