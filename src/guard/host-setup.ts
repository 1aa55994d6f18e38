import type { Daemon } from "../domain/daemon.ts";
import { type Host, plainAccess } from "../domain/host.ts";
import { commandOf, commandText } from "../domain/restart/command-of.ts";
import { fail, type Result, succeed } from "../domain/result.ts";

export interface HostSetup {
  readonly host: Host;
  /** The account that restarts, as the host knows it. */
  readonly account: string;
  /** The line of the public key file: "ssh-ed25519 AAAA… comment". */
  readonly publicKey: string;
  /** The text of the guard. */
  readonly guard: string;
  /** Where the bot connects from, for `from=`; null where that is not known. */
  readonly from: string | null;
  readonly perDaemonMax: number;
  readonly perHostMax: number;
}

/** Where a heredoc ends: no line of a guard or a list is this one. */
const end = "SCIPY_BOT_END";
const conf = "/etc/scipy-guard";
const guardFile = "/usr/local/sbin/scipy-guard";
const sudoersFile = "/etc/sudoers.d/scipy-bot";

/**
 * A script of POSIX sh for root on that host: account, guard, list, sudoers line and key line; run again it brings them up to
 * date. With the guard the key can run nothing else; without it, sudo allows the account just the commands of scipy.yml.
 */
export function renderHostSetup(setup: HostSetup): Result<string, string> {
  const { host } = setup;
  const daemons = host.daemons.filter(({ restart }) => restart !== null);
  if (daemons.length === 0)
    return fail(
      `No daemon of ${host.name} has a restart command: say under restart of a daemon in scipy.yml how it is restarted.`,
    );
  const { guard } = host.restartBy ?? plainAccess;
  const parts = guard ? guardParts(setup, daemons) : succeed(sudoParts(setup, daemons));
  if (!parts.ok) return parts;
  return succeed(
    [
      ...opening(setup, daemons),
      ...account(setup),
      ...parts.value,
      ...keyLine(setup, guard),
      "",
      `echo "Done. Next, where the bot runs: scipy-bot doctor"`,
      "",
    ].join("\n"),
  );
}

function opening({ host, account: name }: HostSetup, daemons: readonly Daemon[]): readonly string[] {
  const { guard } = host.restartBy ?? plainAccess;
  const may = daemons.map((daemon) => `#   ${daemon.name}: ${commandText(wordsOf(daemon))}`);
  return [
    "#!/bin/sh",
    `# What restarts by scipy-bot need on ${host.name}. Read it, then run it there as root. Run again it brings all up to date.`,
    `# Afterwards the account ${name} can do this, ${guard ? "each order once, and nothing else" : "by sudo, and nothing else as root"}:`,
    ...may,
    "# To take it away again: scipy-bot's page on the host's side says which files these are.",
    "set -eu",
    "umask 022",
    '[ "$(id -u)" = 0 ] || { echo "run this as root" >&2; exit 1; }',
    'sudo=$(command -v sudo) || { echo "sudo is missing: install it first" >&2; exit 1; }',
  ];
}

/** "*" is no password, and yet no locked account, with which sshd would refuse the key, too. */
function account({ account: name }: HostSetup): readonly string[] {
  return [
    "",
    "# The account: its shell runs the forced command, and it has no password.",
    `id ${name} >/dev/null 2>&1 || useradd --system --create-home --shell /bin/sh --password '*' ${name}`,
    `home=$(getent passwd ${name} | cut -d: -f6)`,
    '[ -n "$home" ] || { echo "the account has no home" >&2; exit 1; }',
  ];
}

function guardParts(
  { guard, perDaemonMax, perHostMax, account: name }: HostSetup,
  daemons: readonly Daemon[],
): Result<readonly string[], string> {
  const lists: string[] = [];
  for (const daemon of daemons) {
    const found = finderOf(daemon);
    if (!found.ok) return found;
    lists.push(...listOf(daemon, found.value, perDaemonMax));
  }
  return succeed([
    "",
    "# The guard.",
    `for tool in flock timeout; do command -v "$tool" >/dev/null || { echo "$tool is missing: install util-linux and coreutils" >&2; exit 1; }; done`,
    ...write(guardFile, guard, "755"),
    "",
    "# What it may restart: these, and none that was listed before.",
    `install -d -m 755 ${conf} ${conf}/daemons`,
    "install -d -m 700 /var/lib/scipy-guard",
    `rm -f ${conf}/daemons/*`,
    ...lists,
    ...write(`${conf}/per-hour`, `${perHostMax}\n`, "644"),
    "",
    "# The account may run the guard as root, without any argument: its order stands on standard input.",
    ...sudoers([`${name} ALL=(root) NOPASSWD: ${guardFile} ""`]),
  ]);
}

/** The words of the command, which the guard reads as its own; each is quoted for any POSIX shell. */
function listOf(daemon: Daemon, { find, of }: Finder, perDaemonMax: number): readonly string[] {
  const file = `${conf}/daemons/${daemon.name}`;
  const words = wordsOf(daemon).map(quoted).join(" ");
  const text = `# ${daemon.name}, as scipy.yml has it\nfind=${find}\nof=${quoted(of)}\nbudget=${perDaemonMax}\nset -- ${words}\n`;
  const { drain } = daemon;
  if (drain === undefined) return write(file, text, "644");
  const seconds = Math.ceil(drain.withinMs / 1000);
  return [
    ...write(file, text, "644"),
    ...write(`${file}.drain`, `drain_for=${seconds}\nset -- ${drain.argv.map(quoted).join(" ")}\n`, "644"),
  ];
}

interface Finder {
  readonly find: "unit" | "pid_file" | "cgroup" | "supervisor";
  readonly of: string;
}

/** How root on the host finds the daemon's process by itself. */
function finderOf({ name, find, restart }: Daemon): Result<Finder, string> {
  switch (find.by) {
    case "unit":
      return succeed({ find: "unit", of: find.unit });
    case "pid file":
      return succeed({ find: "pid_file", of: find.path });
    case "cgroup":
      return succeed({ find: "cgroup", of: find.path });
    case "supervisor":
      return succeed({ find: "supervisor", of: find.program });
    case "command":
      if (restart?.by === "systemd") return succeed({ find: "unit", of: restart.unit });
      if (restart?.by === "supervisor") return succeed({ find: "supervisor", of: restart.program });
      return fail(
        `The guard cannot find ${name} by a pattern of command lines. Say under find in scipy.yml its unit, its pid file, its cgroup or its supervisor program.`,
      );
  }
}

/** Whole paths at the time of the setup: sudo compares the program with its path, and the words one by one. */
function sudoParts({ account: name }: HostSetup, daemons: readonly Daemon[]): readonly string[] {
  const rules = daemons.flatMap((daemon) => [
    wordsOf(daemon),
    ...(daemon.drain === undefined ? [] : [daemon.drain.argv]),
  ]);
  const programs = [...new Set(rules.map(([program = ""]) => program).filter((program) => !program.startsWith("/")))];
  return [
    "",
    "# sudo allows just these commands, word by word.",
    ...programs.map(
      (program) => `${program}=$(command -v ${program}) || { echo "${program} is missing" >&2; exit 1; }`,
    ),
    "# CWD: supervisorctl, for one, takes orders from a file of the folder that it stands in. It needs sudo 1.9.3.",
    ...sudoers(rules.map((words) => `${name} ALL=(root) CWD=/ NOPASSWD: ${sudoersCommand(words)}`)),
  ];
}

function wordsOf({ restart }: Daemon): readonly string[] {
  return restart === null ? [] : commandOf(restart, { sudo: false });
}

/** Where the text holds a program by name, the shell that writes the file puts its path. */
function sudoersCommand([program = "", ...words]: readonly string[]): string {
  const path = program.startsWith("/") ? sudoersWord(program) : `$${program}`;
  return [path, ...words.map(sudoersWord)].join(" ");
}

/** sudoers gives these a meaning: a backslash takes it away. A "$" or a backtick would be the writing shell's. */
function sudoersWord(word: string): string {
  return word.replace(/[\\,:=*?[\]!" ]/g, "\\$&").replace(/[\\$`]/g, "\\$&");
}

/** Checked by visudo before it counts: a fault in it would lock everybody out of sudo. */
function sudoers(lines: readonly string[]): readonly string[] {
  return [
    `cat >${sudoersFile}.new <<${end}`,
    ...lines,
    end,
    `chmod 440 ${sudoersFile}.new`,
    `visudo -cqf ${sudoersFile}.new || { rm -f ${sudoersFile}.new; echo "the sudoers lines are not valid: please report it" >&2; exit 1; }`,
    `mv -f ${sudoersFile}.new ${sudoersFile}`,
  ];
}

/** The key may come from there alone, opens nothing, and with the guard runs nothing but it. */
function keyLine({ account: name, publicKey, from }: HostSetup, guard: boolean): readonly string[] {
  // What the shell that writes the file is not to read of it stands behind a backslash.
  const forced = guard ? [`command="printf '%s\\\\n' \\"\\$SSH_ORIGINAL_COMMAND\\" | exec $sudo -n ${guardFile}"`] : [];
  const options = ["restrict", ...(from === null ? [] : [`from="${from}"`]), ...forced].join(",");
  const keyBody = publicKey.split(" ")[1] ?? "";
  return [
    "",
    `# The key's line; another line of the same key is taken away.${from === null ? ' Add from="ADDRESS OF THE BOT" behind restrict.' : ""}`,
    `install -d -o ${name} -g "$(id -gn ${name})" -m 700 "$home/.ssh"`,
    "keys=$home/.ssh/authorized_keys",
    `{ [ ! -f "$keys" ] || grep -vF ${quoted(keyBody)} "$keys" || true; } >"$keys.new"`,
    `cat >>"$keys.new" <<${end}`,
    `${options} ${publicKey}`,
    end,
    `chown ${name} "$keys.new" && chmod 600 "$keys.new" && mv -f "$keys.new" "$keys"`,
  ];
}

function write(file: string, text: string, mode: string): readonly string[] {
  return [
    `cat >${file}.new <<'${end}'`,
    text.replace(/\n$/, ""),
    end,
    `chmod ${mode} ${file}.new && mv -f ${file}.new ${file}`,
  ];
}

/** One word for a POSIX shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
