import { existsSync, readFileSync } from "node:fs";
import type { Config } from "./config/config.ts";
import { nearest } from "./domain/command/nearest.ts";
import { type Host, plainAccess, type SshReach } from "./domain/host.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import { renderHostSetup } from "./guard/host-setup.ts";

export interface HostSetupRequest {
  readonly config: Config;
  readonly host: string;
  /** For `from=` of the key's line; null where it is left out. */
  readonly from: string | null;
}

export interface PrintedSetup {
  readonly host: Host;
  readonly account: string;
  /** For root on the host. */
  readonly script: string;
}

/** What useradd takes everywhere. */
const accountName = /^[a-z_][a-z0-9_-]{0,31}$/;
/** One line of OpenSSH's public key file. */
const publicKeyLine =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp\d+|sk-[a-z0-9@.-]+) [A-Za-z0-9+/=]+( [A-Za-z0-9@._:+ -]*)?$/;

/** The host's side of restarts, as a script. The error says what is wrong, and what to do. */
export function setupOfHost({ config, host: name, from }: HostSetupRequest): Result<PrintedSetup, string> {
  const host = config.hosts.find((one) => one.name === name.toLowerCase());
  if (host === undefined) return fail(noSuchHost(config, name));
  if (host.reach.kind === "local")
    return fail(
      `${name} is the machine that the bot runs on: give the bot's own account what its restart commands need.`,
    );
  if (host.restartBy === undefined || !(host.restartBy.guard || host.restartBy.sudo)) return fail(noAccess(name));
  const account = host.restartBy.user ?? host.reach.user;
  if (!accountName.test(account))
    return fail(`${account} is no name that useradd takes: name another under restart_by.user in scipy.yml.`);
  const key = publicKeyOf(host, host.reach);
  if (!key.ok) return key;
  const { perDaemonMax, perHostMax } = config.restarts;
  const setup = { host, account, publicKey: key.value, guard: guardText(), from, perDaemonMax, perHostMax };
  const script = renderHostSetup(setup);
  return script.ok ? succeed({ host, account, script: script.value }) : script;
}

function publicKeyOf({ restartBy = plainAccess }: Host, reach: SshReach): Result<string, string> {
  const file = `${restartBy.keyFile ?? reach.keyFile}.pub`;
  if (!existsSync(file)) {
    const make = `ssh-keygen -t ed25519 -N '' -C scipy-bot-restart -f ${file.replace(/\.pub$/, "")}`;
    return fail(`There is no public key ${file}. Make the key, as the bot's user: ${make}`);
  }
  const line = readFileSync(file, "utf8").trim();
  return publicKeyLine.test(line) ? succeed(line) : fail(`${file} holds no public key of OpenSSH.`);
}

/** As it is shipped beside the bot's code. */
function guardText(): string {
  return readFileSync(new URL("../host/scipy-guard", import.meta.url), "utf8");
}

function noSuchHost({ hosts }: Config, name: string): string {
  const names = hosts.map((one) => one.name);
  const meant = nearest(name, names);
  return meant === null
    ? `No host ${JSON.stringify(name)} is in scipy.yml. The hosts are ${names.join(", ")}.`
    : `No host ${JSON.stringify(name)} is in scipy.yml. Did you mean ${meant}?`;
}

function noAccess(name: string): string {
  return `${name} has no restart_by in scipy.yml. Put this there first, and make that key: restart_by: { guard: true, user: scipy-restart, key: ~/.ssh/scipy_restart_ed25519 }`;
}
