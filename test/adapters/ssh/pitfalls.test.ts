import { NodeSSH } from "node-ssh";
import { expect, onTestFinished, test } from "vitest";
import { questionAllowance } from "../../../src/adapters/ssh/limits.ts";
import { millis } from "../../../src/domain/time.ts";
import { flood, packets } from "../../support/ssh-flood.ts";
import type { Program } from "../../support/ssh-server.ts";
import { createKeyPair, onLines, startSshServer } from "../../support/ssh-server.ts";
import { ample, botKey, createSetting, hostKey, until } from "./setting.ts";

/*
 * What the SSH libraries do unless they are told otherwise, each beside what the bot does instead. The first half of each
 * pair fails the day that a library mends its default, so that our own guard can go.
 */

/** node-ssh as it comes. */
async function bareNodeSsh(port: number): Promise<NodeSSH> {
  const ssh = new NodeSSH();
  onTestFinished(() => ssh.dispose());
  return ssh.connect({ host: "127.0.0.1", port, username: "scipy", privateKey: botKey.privateText });
}

test("ssh2 accepts any host key unless it gets a verifier", async () => {
  const server = await startSshServer({ hostKeys: [createKeyPair()] });
  onTestFinished(() => server.close());
  expect((await bareNodeSsh(server.port)).isConnected()).toBe(true);
});

test("the bot has no way to connect without a verifier: an unknown key gets no login", async () => {
  const { shell, server } = await createSetting({ hostKeys: [createKeyPair()] });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "host key changed" } });
  expect(server.logins).toEqual([]);
});

test("node-ssh leaves its connection without an error listener once it is ready", async () => {
  const server = await startSshServer({ hostKeys: [hostKey] });
  onTestFinished(() => server.close());
  expect((await bareNodeSsh(server.port)).connection?.listenerCount("error")).toBe(0);
});

test("a reset of an idle connection, or amid a question, does not end the bot", async () => {
  const faults: unknown[] = [];
  const note = (error: unknown) => faults.push(error);
  process.on("uncaughtException", note);
  onTestFinished(() => void process.off("uncaughtException", note));
  const heard: string[] = [];
  const program: Program = (channel) => {
    onLines(channel, (line) => {
      heard.push(line);
      if (line === "a") channel.write("end a\n");
    });
  };
  const { shell, proxy, logged } = await createSetting({ program });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
  proxy.reset();
  await until(() => logged.some((line) => line.includes("link lost")));
  const asked = shell.ask("b", ample);
  await until(() => heard.includes("b"));
  proxy.reset();
  expect(await asked).toMatchObject({ ok: false, error: { reason: "link lost" } });
  expect(faults).toEqual([]);
});

test("node-ssh takes a lost link for the end of a command, and hands over half an answer", async () => {
  const half: Program = (channel) => channel.write("half");
  const server = await startSshServer({ hostKeys: [hostKey], program: half });
  onTestFinished(() => server.close());
  const ssh = await bareNodeSsh(server.port);
  ssh.connection?.on("error", () => {});
  const onStdout = () => {
    for (const connection of server.connections) connection.end();
  };
  expect(await ssh.execCommand("x", { onStdout })).toMatchObject({ code: null, stdout: "half" });
});

test("the bot takes a lost link for a failure, whatever had arrived before", async () => {
  let halfway = false;
  const half: Program = (channel) => {
    channel.on("data", () => {
      channel.write("begin a\n");
      halfway = true;
    });
  };
  const { shell, server } = await createSetting({ program: half });
  const asked = shell.ask("a", ample);
  await until(() => halfway);
  for (const connection of server.connections) connection.end();
  expect(await asked).toMatchObject({ ok: false, error: { reason: "link lost" } });
});

test("node-ssh breaks a character that is split between two packets", async () => {
  const program: Program = (channel) => {
    const text = Buffer.from("€");
    channel.write(text.subarray(0, 1));
    setTimeout(() => {
      channel.write(text.subarray(1));
      channel.exit(0);
      channel.end();
    }, 30);
  };
  const server = await startSshServer({ hostKeys: [hostKey], program });
  onTestFinished(() => server.close());
  const { stdout } = await (await bareNodeSsh(server.port)).execCommand("x");
  expect(stdout).not.toBe("€");
});

test("ssh2 never notices a frozen peer unless it is told to ask", async () => {
  const { proxy, shell, logged } = await createSetting({ limits: { keepaliveEvery: millis(0) } });
  await shell.ask("a", ample);
  proxy.blackhole();
  expect(await shell.ask("b", millis(300))).toMatchObject({ ok: false, error: { reason: "timed out" } });
  expect(logged.join()).not.toContain("link lost");
});

test("ssh2 replies to as many requests as a host sends; what the bot does instead stands in floods.test.ts", async () => {
  const server = await startSshServer({ hostKeys: [hostKey] });
  onTestFinished(() => server.close());
  await bareNodeSsh(server.port);
  const [connection] = server.connections;
  const flooding = connection && flood(connection, packets.globalRequest);
  await until(() => (flooding?.repliedBytes() ?? 0) > 2 * questionAllowance.sentMax);
});

test("ssh2 asks to be let in without a key first, which counts as a failed login; the bot does not", async () => {
  const bare = await startSshServer({ hostKeys: [hostKey] });
  onTestFinished(() => bare.close());
  await bareNodeSsh(bare.port);
  expect(bare.logins[0]?.method).toBe("none");
  const { shell, server } = await createSetting();
  await shell.ask("a", ample);
  expect(server.logins[0]?.method).toBe("publickey");
});

test("ssh2 offers SHA-1 unless it gets a list; the bot's list has none", async () => {
  const key = createKeyPair("rsa");
  const old = { algorithms: { serverHostKey: ["ssh-rsa" as const] }, hostKeys: [key] };
  const bare = await startSshServer(old);
  onTestFinished(() => bare.close());
  expect((await bareNodeSsh(bare.port)).isConnected()).toBe(true);
  const { shell } = await createSetting({ ...old, trust: () => ({ kind: "fingerprint", sha256: key.fingerprint }) });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
});

test("ssh2's client cannot be destroyed once it has said goodbye; the bot's socket can", async () => {
  const { shell, proxy, server } = await createSetting();
  await shell.ask("a", ample);
  proxy.blackhole();
  // Returns only once the socket is gone, though nobody has answered the goodbye.
  await shell.close();
  proxy.heal();
  await until(() => server.connections.size === 0);
  expect(await shell.ask("b", ample)).toMatchObject({ ok: false, error: { reason: "stopped" } });
});
