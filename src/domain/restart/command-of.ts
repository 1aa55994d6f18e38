import type { RestartMethod } from "../daemon.ts";

/** Words that run on the host, each an argument of its own; the first is the program. */
export type Argv = readonly string[];

/**
 * What restarts a daemon, from the template of its supervisor. Names come from the configuration, where they are checked;
 * none of them begins with a dash, so none can be taken for an option.
 */
export function commandOf(method: RestartMethod, { sudo }: { readonly sudo: boolean }): Argv {
  const argv = plainCommand(method);
  // -n: it fails where it would ask for a password, instead of waiting for one.
  return sudo ? ["sudo", "-n", ...argv] : argv;
}

function plainCommand(method: RestartMethod): Argv {
  switch (method.by) {
    case "systemd":
      return ["systemctl", "restart", method.unit];
    case "supervisor":
      return ["supervisorctl", "restart", method.program];
    case "runit":
      return ["sv", "restart", method.service];
    case "sysv":
      return [`/etc/init.d/${method.script}`, "restart"];
    case "monit":
      return ["monit", "restart", method.service];
    case "argv":
      return method.argv;
  }
}

/** As a person would type it: words with anything else than letters, digits and the usual signs are quoted. */
export function commandText(argv: Argv): string {
  return argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
