import type { CliCommand } from "./commands.ts";

/** The list of commands. Nothing of it is wider than 80 columns, which is what a terminal has at the least. */
export function renderHelp(commands: ReadonlyMap<string, CliCommand>): string {
  const entries = [...commands];
  const groups = [...new Set(entries.map(([, { group }]) => group))];
  const parts = groups.map((group) => {
    const members = entries.filter(([, command]) => command.group === group);
    return `${group}:\n${aligned(
      members.map(([name, { does }]) => [name, does]),
      widthOf([...commands.keys()]),
    )}`;
  });
  return `Usage: scipy-bot COMMAND [options]\n\n${parts.join("\n\n")}\n\n${closing}\n`;
}

const closing = "Options and an example of a command: scipy-bot COMMAND --help";

/** What one command takes, each option with what it does, and an example. */
export function renderCommandHelp(name: string, { does, takes, options, example }: CliCommand): string {
  const call = ["scipy-bot", name, takes, "[options]"].filter((word) => word !== "").join(" ");
  const rows = Object.entries(options);
  const several = rows.some(([option]) => option.endsWith("…")) ? "\n… may be given more than once.\n" : "";
  const list = aligned(rows, widthOf(Object.keys(options)));
  return `Usage: ${call}\n${does}\n\n${list}\n${several}\nExample: ${example}\n`;
}

function aligned(rows: readonly (readonly [string, string])[], width: number): string {
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join("\n");
}

function widthOf(words: readonly string[]): number {
  return Math.max(...words.map(({ length }) => length));
}
