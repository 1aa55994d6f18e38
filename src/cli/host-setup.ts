import { parseArgs } from "node:util";
import { setupOfHost } from "../app-host-setup.ts";
import { plainAccess } from "../domain/host.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { loadConfigOrLocal } from "./load.ts";

const options = {
  print: { type: "boolean", default: false },
  from: { type: "string" },
  config: { type: "string" },
} as const;

/** An address, a name or a pattern, as authorized_keys takes them. */
const fromPattern = /^[A-Za-z0-9.:*?,/-]{1,255}$/;

/** The host's side of restarts: a script for root there, to be read before it is run. Nothing is changed anywhere by this. */
export async function hostSetup(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options, allowPositionals: true }));
  if (!read.ok) return refuse(call, read.error);
  const { values, positionals } = read.value;
  const [host, ...more] = positionals;
  if (host === undefined || more.length > 0)
    return refuse(call, "name one host of scipy.yml: scipy-bot host-setup web-1 --print");
  if (values.from !== undefined && !fromPattern.test(values.from))
    return refuse(call, `--from takes the address that the bot connects from, not ${JSON.stringify(values.from)}.`);
  const config = loadConfigOrLocal(call, values.config ?? "scipy.yml");
  if (!config.ok) return refuse(call, config.error);
  const setup = setupOfHost({ config: config.value, host, from: values.from ?? null });
  if (!setup.ok) return refuse(call, setup.error);
  const { script, account, host: found } = setup.value;
  if (values.print) call.print(script);
  else call.tell(howTo(found.name, { account, guard: (found.restartBy ?? plainAccess).guard }));
  return exitCodes.done;
}

function howTo(host: string, { account, guard }: { readonly account: string; readonly guard: boolean }): string {
  const does = guard
    ? "the guard /usr/local/sbin/scipy-guard, what it may restart, one sudoers line, and the key's line that runs nothing but the guard"
    : "the sudoers lines for just these commands, and the key's line";
  return `On ${host} root has to set up the account ${account}, ${does}. Read the script, then run it there:

  scipy-bot host-setup ${host} --print | less
  scipy-bot host-setup ${host} --print --from ADDRESS-OF-THE-BOT | ssh root@${host} sh

Nothing was changed.
`;
}
