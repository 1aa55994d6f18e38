import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuthContext, Connection, ServerChannel, Session } from "ssh2";
import ssh2 from "ssh2";

export interface KeyPair {
  readonly type: string;
  readonly privateText: string;
  /** "ssh-ed25519 AAAA…" */
  readonly publicLine: string;
  readonly fingerprint: string;
}

/** What a program of this server may do with its channel. */
export type Program = (channel: ServerChannel, command: string) => void;

export interface SshServerOptions {
  readonly hostKeys: readonly KeyPair[];
  readonly program?: Program;
  readonly admits?: (auth: AuthContext) => boolean;
  /** Sessions a connection may have, as sshd's MaxSessions. */
  readonly sessionsMax?: number;
  readonly refusesExec?: boolean;
  /** Neither accepts nor refuses a command, as a host that cannot fork. */
  readonly ignoresExec?: () => boolean;
  /** Never answers the login. */
  readonly hangsInLogin?: boolean;
  readonly algorithms?: ssh2.Algorithms;
}

/** The SSH library's own server on loopback, which counts what reaches it. */
export interface SshServer {
  readonly port: number;
  /** Logins tried, whatever came of them. */
  readonly logins: readonly AuthContext[];
  readonly connections: ReadonlySet<Connection>;
  /** Connections ever made. */
  readonly connectionsEver: () => number;
  readonly negotiated: () => ssh2.NegotiatedAlgorithms | null;
  close(): Promise<void>;
}

export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const connections = new Set<Connection>();
  const logins: AuthContext[] = [];
  let ever = 0;
  let negotiated: ssh2.NegotiatedAlgorithms | null = null;
  const hostKeys = options.hostKeys.map((key) => key.privateText);
  const server = new ssh2.Server({ hostKeys, ...(options.algorithms && { algorithms: options.algorithms }) });
  server.on("connection", (connection) => {
    ever += 1;
    connections.add(connection);
    connection.on("error", () => {});
    // Without it each small packet waits 40 ms for an acknowledgement. The package's types do not know the method.
    (connection as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
    connection.on("close", () => connections.delete(connection));
    connection.on("handshake", (agreed) => {
      negotiated = agreed;
    });
    connection.on("authentication", (auth) => {
      logins.push(auth);
      if (options.hangsInLogin) return;
      if (options.admits?.(auth) ?? auth.method === "publickey") auth.accept();
      else auth.reject();
    });
    connection.on("ready", () => serveSessions(connection, options));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    logins,
    connections,
    connectionsEver: () => ever,
    negotiated: () => negotiated,
    close: () =>
      new Promise((resolve) => {
        for (const connection of connections) connection.end();
        server.close(() => resolve());
      }),
  };
}

function serveSessions(connection: Connection, options: SshServerOptions): void {
  let open = 0;
  connection.on("session", (accept, reject) => {
    if (open >= (options.sessionsMax ?? Number.POSITIVE_INFINITY)) return reject();
    open += 1;
    const session: Session = accept();
    session.on("close", () => {
      open -= 1;
    });
    session.on("exec", (acceptExec, rejectExec, info) => {
      if (options.ignoresExec?.()) return;
      if (options.refusesExec) return rejectExec();
      const channel = acceptExec();
      channel.on("error", () => {});
      (options.program ?? echoProgram)(channel, info.command);
    });
  });
}

/** Answers each line "x" with "begin x", "end x". */
export const echoProgram: Program = (channel) => {
  onLines(channel, (line) => channel.write(`begin ${line}\nend ${line}\n`));
};

export function onLines(channel: ServerChannel, act: (line: string) => void): void {
  let rest = "";
  channel.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString("utf8")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) act(line);
  });
}

export function createKeyPair(kind: "ed25519" | "ecdsa" | "rsa" = "ed25519"): KeyPair {
  const keys = generate(kind);
  const parsed = ssh2.utils.parseKey(keys.public);
  // Of its own Ed25519 keys the library cannot read one in 300.
  if (parsed instanceof Error) return createKeyPair(kind);
  const hash = createHash("sha256").update(parsed.getPublicSSH()).digest("base64").replace(/=+$/, "");
  return { type: parsed.type, privateText: keys.private, publicLine: keys.public, fingerprint: `SHA256:${hash}` };
}

function generate(kind: "ed25519" | "ecdsa" | "rsa") {
  const { generateKeyPairSync } = ssh2.utils;
  if (kind === "ed25519") return generateKeyPairSync("ed25519");
  return kind === "ecdsa" ? generateKeyPairSync("ecdsa", { bits: 256 }) : generateKeyPairSync("rsa", { bits: 2048 });
}

/** Writes a private key as the adapter wants it, in a folder of its own. */
export async function writeKeyFile(text: string): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "scipy-ssh-"));
  const file = join(folder, "id");
  await writeFile(file, text, { mode: 0o600 });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
