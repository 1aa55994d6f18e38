import { runCli } from "./cli.ts";

/** The process: environment, signals and exit code. Nothing else in the product touches `process`. */

const stopped = new Promise<void>((resolve) => {
  let asked = 0;
  const stop = (): void => {
    asked += 1;
    // Whoever presses Ctrl-C twice does not want to wait for an orderly end.
    if (asked > 1) process.exit(130);
    resolve();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
});

process.stdout.on("error", endOnBrokenPipe);
process.stderr.on("error", endOnBrokenPipe);

process.exitCode = await runCli({
  args: process.argv.slice(2),
  env: process.env,
  folder: process.cwd(),
  uid: process.getuid?.() ?? 0,
  columns: process.stdout.columns ?? null,
  print: (text) => void process.stdout.write(text),
  tell: (text) => void process.stderr.write(text),
  streams: () => ({
    input: process.stdin,
    output: process.stderr,
    isTerminal: process.stdin.isTTY === true && process.stderr.isTTY === true,
  }),
  stopped,
});
process.exit();

/** `scipy-bot status | head` closes our output early: that is no fault. */
function endOnBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
}
