import type { Socket } from "node:net";
import { NodeSSH } from "node-ssh";
import type { Client, ServerHostKeyAlgorithm } from "ssh2";
import type { SshReach } from "../../domain/host.ts";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import type { Secret } from "../../domain/secret.ts";
import { algorithms } from "./algorithms.ts";
import type { FloodGuard } from "./flood-guard.ts";
import { openGuardedSocket } from "./guarded-socket.ts";
import type { ExpectedKey, SeenKey, Verdict } from "./host-key.ts";
import { judgeHostKey } from "./host-key.ts";
import type { SshLimits } from "./limits.ts";
import type { ConnectStage, Trouble } from "./trouble.ts";

export interface DialOptions {
  readonly reach: SshReach;
  readonly privateKey: Secret;
  readonly expected: ExpectedKey;
  readonly hostKeys: ServerHostKeyAlgorithm[];
  readonly limits: SshLimits;
}

export interface Dialled {
  readonly client: Client;
  readonly socket: Socket;
  readonly guard: FloodGuard;
  readonly hostKey: SeenKey;
}

/** One try to connect and log in; `cancel` ends it at once, whatever it waits for. It has no time limit of its own. */
export interface Dial {
  readonly outcome: Promise<Result<Dialled, Trouble>>;
  stage(): ConnectStage;
  cancel(): void;
}

/**
 * The host's key is judged inside the key exchange, before anything of the login is sent. The socket is our own, because
 * the library's client no longer destroys its socket once it has said goodbye.
 */
export function dial(options: DialOptions): Dial {
  const { socket, guard } = openGuardedSocket(options.reach);
  let stage: ConnectStage = "tcp";
  let verdict: Verdict | null = null;
  const judge = (key: Buffer) => {
    verdict = judgeHostKey(key, options.expected);
    return verdict.kind === "trusted";
  };
  const ssh = new NodeSSH();
  const ready = ssh.connect({ ...configure(options), sock: socket, hostVerifier: judge });
  const client = ssh.connection;
  // node-ssh takes its own listener away once connected; an 'error' that nobody hears ends the process.
  client?.on("error", () => {});
  guard.countAwaited(() => countCallbacks(client));
  socket.once("connect", () => {
    stage = "handshake";
  });
  client?.once("handshake", () => {
    stage = "login";
  });
  const outcome = ready.then(
    () => succeed({ ...provenBy(client, verdict), socket, guard }),
    (error: unknown) => {
      socket.destroy();
      return fail(guard.trouble ?? troubleOf(error, { stage, verdict, expected: options.expected }));
    },
  );
  return { outcome, stage: () => stage, cancel: () => socket.destroy(new Error("cancelled")) };
}

/** No agent, no password, no forwarding: the library uses none of them unless it is told to. */
function configure({ reach, privateKey, hostKeys, limits }: DialOptions) {
  return {
    username: reach.user,
    privateKey: privateKey.reveal(),
    // Without this the library first asks to be let in without any key, which servers count as a failed login.
    authHandler: ["publickey" as const],
    algorithms: { ...algorithms, serverHostKey: hostKeys },
    // The bot's own clock limits the connect.
    readyTimeout: 0,
    keepaliveInterval: limits.keepaliveEvery,
    keepaliveCountMax: limits.keepaliveMissesMax,
  };
}

/** What the library will call when the host has replied. It has no bound, and its types do not know it. */
function countCallbacks(client: Client | null): number {
  return (client as { readonly _callbacks?: readonly unknown[] } | null)?._callbacks?.length ?? 0;
}

function provenBy(client: Client | null, verdict: Verdict | null): Pick<Dialled, "client" | "hostKey"> {
  if (client === null || verdict?.kind !== "trusted") throw new Error("connected without a trusted host key");
  return { client, hostKey: verdict.seen };
}

function troubleOf(
  error: unknown,
  at: { readonly stage: ConnectStage; readonly verdict: Verdict | null; readonly expected: ExpectedKey },
): Trouble {
  if (at.verdict === null || at.verdict.kind === "trusted") {
    return { kind: "connect failed", stage: at.stage, error };
  }
  const file = at.expected.kind === "known hosts" ? at.expected.file : null;
  return { kind: "host key distrusted", distrust: at.verdict, file };
}
