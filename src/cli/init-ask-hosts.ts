import { parseSetupHost, setupHostExpected } from "../config/parse-setup-host.ts";
import {
  type FindKind,
  isBySsh,
  type Setup,
  type SetupDaemon,
  type SetupFiles,
  type SetupHost,
  usualFiles,
} from "../config/setup.ts";
import type { Questioner } from "../services/ports-setup.ts";
import type { Asking } from "./init-asking.ts";
import { filesProblem, setupProblem } from "./init-judge.ts";

/** The hosts with their daemons, at least one. */
export async function askHosts(questioner: Questioner, channel: string): Promise<readonly SetupHost[]> {
  const hosts: SetupHost[] = [];
  do {
    const host = await askHost(questioner, { channel, hosts });
    hosts.push({ ...host, daemons: await askDaemons(questioner, { channel, hosts }, host) });
  } while (await questioner.confirm({ message: "Another host?", usual: false }));
  return hosts;
}

async function askHost(questioner: Questioner, before: Setup): Promise<SetupHost> {
  const problem = (text: string): string | null => {
    const host = parseSetupHost(text);
    return host.ok
      ? setupProblem({ ...before, hosts: [...before.hosts, host.value] })
      : `Not understood: ${host.error}`;
  };
  const message = `Which host? ${setupHostExpected}`;
  const answer = await questioner.text({ message, usual: before.hosts.length === 0 ? "local" : "", problem });
  const host = parseSetupHost(answer);
  // The question has accepted just this text.
  if (!host.ok) throw new Error(host.error);
  return host.value;
}

async function askDaemons(questioner: Questioner, before: Setup, host: SetupHost): Promise<readonly SetupDaemon[]> {
  const daemons: SetupDaemon[] = [];
  const with_ = (daemon: SetupDaemon): Setup => ({
    ...before,
    hosts: [...before.hosts, { ...host, daemons: [...daemons, daemon] }],
  });
  const wanted = (): Promise<boolean> => {
    const which = daemons.length === 0 ? "Watch the heap of a daemon" : "Another daemon";
    return questioner.confirm({ message: `${which} on ${host.name}?`, usual: false });
  };
  while (await wanted()) daemons.push(await askDaemon(questioner, with_));
  return daemons;
}

const finds: readonly { readonly value: FindKind; readonly label: string; readonly example: string }[] = [
  { value: "unit", label: "by its systemd unit", example: "zope.service" },
  { value: "supervisor", label: "by its program in supervisord", example: "zope" },
  { value: "pid_file", label: "by its pid file", example: "/run/zope.pid" },
  { value: "command", label: "by its command line, a regular expression", example: "bin/runwsgi .*zope\\.conf" },
  { value: "cgroup", label: "by its cgroup", example: "/system.slice/zope.service" },
];

async function askDaemon(questioner: Questioner, as: (daemon: SetupDaemon) => Setup): Promise<SetupDaemon> {
  const by = await questioner.choose({ message: "How is it found?", choices: finds });
  const example = finds.find(({ value }) => value === by)?.example ?? "";
  const what = await questioner.text({
    message: `Which one? For example ${example}`,
    usual: "",
    problem: (text) => setupProblem(as({ name: "daemon", by, what: text }), /\.find/),
  });
  const name = await questioner.text({
    message: "What do people call it?",
    usual: nameIn(what),
    problem: (text) => setupProblem(as({ name: text, by, what })),
  });
  return { name, by, what };
}

/** The last word of what it is found by: `zope` of zope.service and /run/zope.pid. */
function nameIn(what: string): string {
  const [word = ""] = /[a-z0-9][a-z0-9_-]*(?=(\.(service|pid|conf))?$)/.exec(what.toLowerCase()) ?? [];
  return word === "" ? "daemon" : word;
}

/** Null where no host is reached by SSH. What is asked is asked until the files can be used, or the person leaves. */
export async function askSshFiles(asking: Asking, setup: Setup): Promise<SetupFiles | null> {
  if (!setup.hosts.some(isBySsh)) return null;
  const { options } = asking;
  const key = options.key ?? (await askFile(asking, setup, { which: "key", files: usualFiles }));
  const files = { key, knownHosts: options["known-hosts"] ?? usualFiles.knownHosts };
  const config = asking.ground.config.name;
  if (filesProblem(asking.call, { setup, files, config }, "knownHosts") === null) return files;
  return { key, knownHosts: await askFile(asking, setup, { which: "knownHosts", files }) };
}

interface FileAsked {
  readonly which: keyof SetupFiles;
  readonly files: SetupFiles;
}

function askFile({ call, ground, questioner }: Asking, setup: Setup, { which, files }: FileAsked): Promise<string> {
  const config = ground.config.name;
  return questioner.text({
    message: which === "key" ? "The bot's private key for SSH" : "The file with the hosts' keys",
    usual: files[which],
    problem: (text) => filesProblem(call, { setup, files: { ...files, [which]: text }, config }, which),
  });
}
