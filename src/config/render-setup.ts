import { stringify } from "yaml";
import { isBySsh, type Setup, type SetupFiles, type SetupHost, usualUser } from "./setup.ts";

/** The text of a `scipy.yml` that says what was answered. */
export function renderSetup({ channel, hosts }: Setup, { key, knownHosts }: SetupFiles): string {
  const defaults = { user: usualUser, key, known_hosts: knownHosts };
  return [
    "# Written by `scipy-bot init`. Every key stands in docs/configuration.md, an example of all in scipy.example.yml.\n" +
      "# After a change: npx scipy-bot check\n",
    `# Where the bot speaks unasked. Invite it there.\n${yaml({ channel })}`,
    ...(hosts.some(isBySsh) ? [`# How hosts are reached by SSH.\n${yaml({ defaults })}`] : []),
    `# The machines that are watched, and the daemons on them whose heaps are.\n${yaml({ hosts: hosts.map(hostOf) })}`,
  ].join("\n");
}

/** A folded line would be right and hard to read; a block scalar keeps its last line breaks, and would take in those between the parts. */
function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, blockQuote: false });
}

function hostOf({ name, address, user, port, daemons }: SetupHost) {
  const reach =
    address === null
      ? { connect: "local" }
      : {
          ...(address === name ? {} : { address }),
          ...(user === null ? {} : { user }),
          ...(port === null ? {} : { port }),
        };
  const watched = daemons.map((daemon) => ({ name: daemon.name, find: { [daemon.by]: daemon.what } }));
  return { name, ...reach, ...(watched.length === 0 ? {} : { daemons: watched }) };
}
