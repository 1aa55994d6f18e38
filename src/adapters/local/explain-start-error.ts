/** Why this machine did not start a program for the bot, and what to do about it; for an error of `spawn`. */
export function explainStartError(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  return sentences[code] ?? `This machine's /bin/sh could not be started (${error.message}). ${lookAtShell}`;
}

const lookAtShell = "Look whether it is there and whether the bot's user may run it.";

const sentences: Readonly<Record<string, string>> = {
  EMFILE:
    "The bot has as many files open as it may, so it could not start /bin/sh on this machine (EMFILE). Raise its limit (LimitNOFILE= of its unit, or ulimit -n) and restart it.",
  ENFILE:
    "This machine has as many files open as it can, so the bot could not start /bin/sh (ENFILE). Find the program that holds them with lsof, or raise fs.file-max.",
  EAGAIN:
    "The bot's user has as many processes as it may, so the bot could not start /bin/sh on this machine (EAGAIN). Find the program that starts so many, or raise the limit (TasksMax= of the bot's unit, or ulimit -u).",
  ENOMEM:
    "This machine has no memory left to start /bin/sh (ENOMEM). Look with free and top what takes it, and restart that.",
};
