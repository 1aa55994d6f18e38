import { ruleNames } from "../alert/rule.ts";
import type { KnownWords } from "./command.ts";

/** One thing that can be asked, with words that can be typed as they stand. */
export interface CommandExample {
  /** Behind the command's name: "silence web-1 zope 2 h deploying". */
  readonly words: string;
  /** What it does, without full stop. */
  readonly does: string;
}

/** Every command with an example of this installation, for help. */
export function listCommands({ hosts, daemons }: Pick<KnownWords, "hosts" | "daemons">): readonly CommandExample[] {
  const [host] = hosts;
  const daemon = daemons.find((one) => one.host === host);
  const target = [host, daemon?.name].filter((word) => word !== undefined).join(" ");
  const ofHost = (words: string, does: string): readonly CommandExample[] =>
    host === undefined ? [] : [{ words, does }];
  return [
    { words: "status", does: "how all hosts stand now, in the channel" },
    ...ofHost(`status ${host}`, "one host"),
    { words: "why", does: "why a host is slow, with the evidence and what to do" },
    ...ofHost(`why ${host}`, "the same for one host"),
    ...(daemon === undefined
      ? []
      : [
          { words: `heap ${daemon.name}`, does: "where its heap is going: leak or plateau, how high, how soon" },
          { words: `deploy ${daemon.name} 4.2`, does: "another release runs since now, so judge its heap anew" },
        ]),
    { words: "plan", does: "when to restart what, as rarely as is safe, in quiet hours" },
    { words: "capacity", does: "how much RAM would end the restarts, and what to try before" },
    { words: "alerts", does: "what is wrong now, and what is silenced; only you see it" },
    { words: "alerts noise", does: "how much of each rule's alerts was noise in the last week" },
    { words: `alerts test ${ruleNames[0]}`, does: "sends a marked specimen of an alert the whole way" },
    { words: "silence", does: "asks what to keep quiet, for how long and why" },
    ...ofHost(`silence ${target} 2 h deploying`, "the same without a dialog; at most 7 d, with a reason"),
    { words: "silence list", does: "what is silenced, with a button to end each" },
    ...ofHost(`unsilence ${target}`, "ends that silence"),
    { words: "report", does: "says that users suffer; a fresh reading goes with it" },
    ...ofHost(`report ${host} pages take a minute`, "the same without a dialog"),
    ...(daemon === undefined
      ? []
      : [
          { words: `restart ${daemon.name}`, does: "asks for its restart, which somebody else has to approve" },
          {
            words: `restart ${daemon.name} --quiet pages are slow`,
            does: "the same without a dialog, in the next quiet window",
          },
          { words: `dry-run ${daemon.name}`, does: "what a restart of it would run, cut and give back" },
        ]),
    ...(daemon === undefined
      ? []
      : [
          {
            words: `break-glass ${daemon.name} the site is down`,
            does: "at once and without approval, for the few who may; all are told",
          },
          {
            words: `standing ${daemon.name} 14 d`,
            does: "approves beforehand what the plan wants of it; two reviewers sign",
          },
        ]),
    { words: "approvals", does: "which restarts are asked for or under way, and what is locked" },
    ...ofHost(`lock ${host} backup is running`, "no restarts there until it is unlocked; lock all for everywhere"),
    ...ofHost(`unlock ${host}`, "ends that lock"),
    { words: "audit", does: "who asked for, decided and ran what; audit 18 for one restart" },
    { words: "help", does: "this list" },
  ];
}
