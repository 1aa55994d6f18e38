/** Names that a dialog is made with and read by. The id of a field's block is that of its action, too. */
export const dialogIds = {
  silence: "silence_dialog",
  report: "report_dialog",
  restart: "restart_dialog",
  code: "code_dialog",
} as const;

export const dialogFields = {
  host: "scope_host",
  daemon: "scope_daemon",
  rule: "scope_rule",
  duration: "duration",
  ownDuration: "own_duration",
  reason: "reason",
  reportHost: "report_host",
  reportText: "report_text",
  restartDaemon: "restart_daemon",
  restartReason: "restart_reason",
  restartTiming: "restart_timing",
  code: "one_time_code",
} as const;

/** A daemon as the value of a choice; no name of a host or a daemon has a slash. */
export function restartTarget({ host, daemon }: { readonly host: string; readonly daemon: string }): string {
  return `${host}/${daemon}`;
}

/** For "all": no name of a host, daemon or rule has an asterisk. */
export const allValue = "*";
