import type { RuleName } from "./rule.ts";

/** One rule explained to an operator, in whole sentences without markup. */
export interface RulePage {
  readonly title: string;
  readonly means: string;
  /** How it is computed; bounds are named by their keys, since each host may have its own. */
  readonly how: string;
  readonly act: string;
  /** Keys of `scipy.yml` that change it, as docs/configuration.md names them. */
  readonly keys: readonly string[];
}

/** What the details of an alert say of its rule; docs/alerts.md is held against it. */
export const rulePages: Readonly<Record<RuleName, RulePage>> = {
  memory: {
    title: "Memory starvation",
    means: "Tasks wait for memory instead of working, so the load rises while the CPUs have nothing to do.",
    how: "The kernel's memory pressure over 60 s: some and full, each against its warning and critical bound; it clears at half of the warning. Kernels without pressure figures: of five signs (little available, swapping both ways, major faults, waiting tasks, direct reclaim) three are critical and two warn. Little memory available counts only beside a second sign, tasks that wait or swap that can take no more: alone it says that memory is used, not that it is missing.",
    act: "Restart the daemon that would give back most, when few are connected. In the long run lower thresholds, or add RAM.",
    keys: keysOf("memory", [
      "some_warning",
      "some_critical",
      "full_warning",
      "full_critical",
      "available_warning",
      "available_critical",
    ]),
  },
  swap: {
    title: "Swap is climbing",
    means: "Memory in use outgrows the RAM, hours before tasks have to wait for it.",
    how: "By rate and activity, never by level: swap in use grows by more than climb_warning of RAM per hour over at least the span, it still grew in the newer half of it, and pages are being swapped out; or pages are swapped in and out at once, each faster than thrash. It clears at half. A full but idle swap is silent, and so are pages that only leave for a while or only come back.",
    act: "Find what grows (the heaps in the status), and restart it at a quiet hour before the host starves.",
    keys: keysOf("swap", ["climb_warning", "climb_critical", "span", "thrash"]),
  },
  load: {
    title: "High load",
    means: "More tasks want to run, or wait for memory or a disk, than there are CPUs.",
    how: "The load over one minute for each CPU, against its bounds. The diagnosis says why it is high: the CPUs, memory, a disk, or tasks that hang.",
    act: "Do what the alert advises for that cause. Restarting a daemon helps only where memory is the cause.",
    keys: keysOf("load", ["warning", "critical", "clear"]),
  },
  heap: {
    title: "Heap near its threshold",
    means: "A daemon holds nearly as much memory as it may.",
    how: "Its anonymous memory and its swap together, as a share of its threshold. Without a known threshold nothing is said.",
    act: "Restart it at the next quiet hour: the alert says what that gives back and how many are connected.",
    keys: [...keysOf("heap", ["warning", "critical", "clear"]), "hosts[].daemons[].threshold"],
  },
  forecast: {
    title: "Heap will reach its threshold",
    means: "By the growth so far, a daemon will soon hold as much memory as it may.",
    how: "The heap model looks ahead every 30 minutes at each daemon whose heap has reached level of its threshold. It warns when the threshold is crossed within the span with a chance of 50 % or more, and is critical when it is crossed within critical_within with one of 95 %. Without enough history there is no range, and nothing is said. It clears when the most likely instant is past 1.25 times the span. An alert of rule heap for the same daemon hides it.",
    act: "Plan a restart at the next quiet hour before the early edge; plan shows the calendar, heap the course.",
    keys: [...keysOf("forecast", ["level", "within", "critical_within"]), "hosts[].daemons[].threshold"],
  },
  down: {
    title: "Daemon is down",
    means: "No process of the daemon runs, so nobody is served.",
    how: "The host lists no process that the daemon's find matches. Where the host hides processes, nothing is said.",
    act: "Look at the end of its log, and start it. If it runs, mend how scipy.yml has it looked for.",
    keys: [...keysOf("down", []), "hosts[].daemons[].find"],
  },
  restarted: {
    title: "Restarted by somebody else",
    means: "A daemon, or the whole host, was restarted and not by the bot: by a person, a supervisor or a crash.",
    how: "Boot id, pid and start of the daemon's parent process are others than remembered, also across a restart of the bot. Forked children do not count. A restart of the host is told once, of the host.",
    act: "Nothing if it was meant. Else look at the end of the daemon's log: a supervisor that restarts it hides that it dies.",
    keys: keysOf("restarted", []),
  },
  oom: {
    title: "Killed for want of memory",
    means: "The kernel has killed a process because there was no memory left.",
    how: "The kernel's count of such kills rose since the reading before, in the same boot. Kills in a daemon's own cgroup are told of the daemon, all others of the host.",
    act: 'See what was killed (journalctl -k -g "Killed process") and that it runs again. Then make room: restart the largest heap.',
    keys: keysOf("oom", []),
  },
  unreachable: {
    title: "Host gives no readings",
    means: "The bot does not know how the host stands. The figures shown are old, and their age is given.",
    how: "So many polls missed in a row warn; without a reading for critical_after it is critical. It is critical at once where no waiting mends it: the login is refused, the bot's key cannot be used, or the host shows another key than the one on record, in which case nothing was sent to it. One reading clears it.",
    act: "Do what the alert says of the failure. Do not put a changed host key on record before you know who changed it.",
    keys: [...keysOf("unreachable", ["missed", "critical_after"]), "interval"],
  },
  health: {
    title: "Health check fails",
    means: "The daemon's health address does not answer as it should, so users see it.",
    how: "Checks that failed in a row, against their bounds. One that succeeds clears it.",
    act: "Open the address yourself and look at the daemon's log. If its host starves, mend that first.",
    keys: [...keysOf("health", ["failed_warning", "failed_critical"]), "hosts[].daemons[].health"],
  },
  clock: {
    title: "Clock is wrong",
    means: "The host's clock is not the bot's, so times in logs and certificates cannot be trusted.",
    how: "The host's time of boot and its uptime together, against the middle of the time that the reading took. Both of the bot's clocks count, its wall clock and the steady one that never jumps, and the nearer one decides, so that a jump of the bot's own clock blames no host. It clears at half of the warning.",
    act: "See whether the host keeps time (timedatectl). If several hosts say this at once, look at the bot's machine.",
    keys: keysOf("clock", ["warning", "critical"]),
  },
  bot: {
    title: "The bot itself is in trouble",
    means: "Something keeps the bot from its work, so its silence does not mean that all is well.",
    how: "The bot watches its own disk, its connection to the chat and how late its readings are; each trouble is told by itself.",
    act: "Do what the alert says.",
    keys: keysOf("bot", []),
  },
};

/** Every rule has its times, and can be turned off. */
function keysOf(rule: RuleName, bounds: readonly string[]): readonly string[] {
  return [
    ...bounds.map((bound) => `alerts.${rule}.${bound}`),
    `alerts.${rule}.pending`,
    `alerts.${rule}.keep_firing`,
    "alerts.off",
  ];
}
