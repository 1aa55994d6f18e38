import { createLocalShell } from "./adapters/local/local-host-shell.ts";
import { createSshShells } from "./adapters/ssh/create-ssh-shells.ts";
import { closeAll } from "./app-close.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import type { Host } from "./domain/host.ts";
import { probeProgram } from "./probe/program.ts";
import type { HostShell } from "./services/ports.ts";
import { createHostReader } from "./services/watch/read-host.ts";
import { createHostWatch, type HostWatch, type WatchOptions } from "./services/watch/watch-hosts.ts";

/** Who hears of polls, and what was known when the bot ended. */
type Hearing = Pick<WatchOptions, "onPoll" | "startHeapsOf">;

/** The hosts watched, without Slack: a look from the terminal loads nothing else, since somebody waits for it. */
export function createWatch(config: Config, world: World, hearing: Hearing = {}): HostWatch {
  const ssh = createSshShells({ program: probeProgram, ...world });
  const shellOf = ({ name, reach }: Host): HostShell =>
    reach.kind === "local" ? createLocalShell(probeProgram, world) : ssh.open({ name, reach });
  const watch = createHostWatch({
    hosts: config.hosts,
    readerOf: (host) => createHostReader({ host, shell: shellOf(host), ...world }),
    clock: world.clock,
    interval: config.interval,
    ...hearing,
  });
  const stop = (): Promise<void> =>
    closeAll(
      [
        { name: "SSH", close: ssh.stop },
        { name: "the watch over the hosts", close: watch.stop },
      ],
      world.log,
    );
  return { ...watch, stop };
}
