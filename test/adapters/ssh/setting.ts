import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { createSshShells } from "../../../src/adapters/ssh/create-ssh-shells.ts";
import type { SshLimits } from "../../../src/adapters/ssh/limits.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import type { HostKeyTrust, SshReach } from "../../../src/domain/host.ts";
import { seconds } from "../../../src/domain/time.ts";
import type { Chance, Clock, HostShell, Log, ShellProgram } from "../../../src/services/ports.ts";
import { eventWithinMs } from "../../support/patience.ts";
import type { KeyPair, SshServer, SshServerOptions } from "../../support/ssh-server.ts";
import { createKeyPair, startSshServer, writeKeyFile } from "../../support/ssh-server.ts";
import { TcpFaultProxy } from "../../support/tcp-fault-proxy.ts";

/** For a question whose answer or failure comes by an event: no deadline that a busy machine could meet. */
export const ample = seconds(60);

/** One host key and one key of the bot for all tests of a file: an RSA pair alone would cost 100 ms each time. */
export const hostKey = createKeyPair();
export const botKey = createKeyPair();

/** Answers are framed by "begin x" and "end x", as the server's echo program gives them. */
export const echoed: ShellProgram = {
  command: "echo-program",
  endsAnswer: (question, line) => line === `end ${question}`,
};

export interface Setting {
  readonly server: SshServer;
  readonly proxy: TcpFaultProxy;
  readonly shell: HostShell;
  readonly reach: SshReach;
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

export interface SettingOptions extends Partial<SshServerOptions> {
  readonly limits?: Partial<SshLimits>;
  readonly trust?: (server: SshServer) => HostKeyTrust;
  readonly keyText?: string;
  readonly clock?: Clock;
  readonly chance?: Chance;
  readonly shellProgram?: ShellProgram;
  readonly hostKeys?: readonly KeyPair[];
  /** Without the proxy, which would take a flood in by itself. */
  readonly isDirect?: boolean;
}

/** A server, a proxy before it, and the shell under test that reaches it through the proxy. All end with the test. */
export async function createSetting(options: SettingOptions = {}): Promise<Setting> {
  const server = await startSshServer({ hostKeys: [hostKey], ...options });
  const proxy = await TcpFaultProxy.start(server.port);
  const key = await writeKeyFile(options.keyText ?? botKey.privateText);
  const trust = options.trust?.(server) ?? { kind: "fingerprint", sha256: hostKey.fingerprint };
  const reach: SshReach = {
    kind: "ssh",
    address: "127.0.0.1",
    port: options.isDirect ? server.port : proxy.port,
    user: "scipy",
    keyFile: key.file,
    trust,
  };
  const { log, logged } = createMemoryLog();
  const shells = createSshShells({
    program: options.shellProgram ?? echoed,
    clock: options.clock ?? systemClock,
    chance: options.chance ?? (() => 0),
    log,
    ...(options.limits && { limits: options.limits }),
  });
  const shell = shells.open({ name: "web-1", reach });
  const stop = () => shells.stop();
  onTestFinished(async () => {
    await stop();
    await proxy.close();
    await server.close();
    await key.remove();
  });
  return { server, proxy, shell, reach, logged, stop };
}

export function createMemoryLog(): { readonly log: Log; readonly logged: readonly string[] } {
  const logged: string[] = [];
  const write = (message: string, fields?: object) => {
    logged.push(JSON.stringify({ message, ...fields }));
  };
  return { log: { info: write, warn: write, error: write }, logged };
}

/**
 * Lets whatever is due at once begin: a queue of bottleneck takes a few turns of the timers. Timers fall due in the order
 * in which they were set, so no load on the machine makes this too short.
 */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await pause(1);
}

/** Polls until it holds; fails when it has not for a long time. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + eventWithinMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not so within ${eventWithinMs} ms: ${holds.toString()}`);
    await pause(5);
  }
}
