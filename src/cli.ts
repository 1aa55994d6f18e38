import { type Call, exitCodes } from "./cli/call.ts";
import { commands } from "./cli/commands.ts";
import { renderCommandHelp, renderHelp } from "./cli/help.ts";
import { productVersion } from "./config/version.ts";
import { nearest } from "./domain/command/nearest.ts";

/** Runs one call of the executable; the number is its exit code. */
export async function runCli(call: Omit<Call, "command">): Promise<number> {
  const { word, args } = commandOf(call.args);
  if (["help", "--help", "-h"].includes(word)) {
    call.print(renderHelp(commands));
    return exitCodes.done;
  }
  if (["version", "--version", "-v"].includes(word)) {
    call.print(`${productVersion}\n`);
    return exitCodes.done;
  }
  const command = commands.get(word);
  if (command === undefined) return unknownCommand(call, word);
  if (args.includes("--help") || args.includes("-h")) {
    call.print(renderCommandHelp(word, command));
    return exitCodes.done;
  }
  const acting = command.act({ ...call, command: word, args });
  return command.lasts ? acting : Promise.race([acting, call.stopped.then(() => exitCodes.interrupted)]);
}

/** Some commands have two words. */
function commandOf([first = "help", ...rest]: readonly string[]): { word: string; args: readonly string[] } {
  const [second, ...others] = rest;
  const both = `${first} ${second}`;
  if (commands.has(both)) return { word: both, args: others };
  const isHalf = second !== undefined && [...commands.keys()].some((known) => known.startsWith(`${first} `));
  return { word: isHalf && !commands.has(first) ? both : first, args: rest };
}

function unknownCommand(call: Pick<Call, "tell">, word: string): number {
  const meant = nearest(word, [...commands.keys()]);
  const hint = meant === null ? "" : ` Did you mean "${meant}"?`;
  call.tell(`scipy-bot: there is no command ${JSON.stringify(word)}.${hint}\nscipy-bot --help lists all commands.\n`);
  return exitCodes.badConfig;
}
