import type { AddressInfo, Server, Socket } from "node:net";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createSshShells } from "../../../src/adapters/ssh/create-ssh-shells.ts";
import { goodbyeFor, sshLimits } from "../../../src/adapters/ssh/limits.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { millis } from "../../../src/domain/time.ts";
import type { Clock } from "../../../src/services/ports.ts";
import type { Program } from "../../support/ssh-server.ts";
import { onLines, writeKeyFile } from "../../support/ssh-server.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { ample, botKey, createMemoryLog, createSetting, echoed, hostKey, until } from "./setting.ts";

/** Far from what a reply needs on a busy machine, since a reply that comes too late is a frozen peer. */
const quickKeepalive = { keepaliveEvery: millis(250), keepaliveMissesMax: 2 };

/** A shell for whatever listens on the port. */
async function shellFor(port: number, clock: Clock = systemClock, address = "127.0.0.1") {
  const key = await writeKeyFile(botKey.privateText);
  const { log } = createMemoryLog();
  const shells = createSshShells({ program: echoed, clock, chance: () => 0.5, log });
  onTestFinished(async () => {
    await shells.stop();
    await key.remove();
  });
  const trust = { kind: "fingerprint", sha256: hostKey.fingerprint } as const;
  const reach = { kind: "ssh", address, port, user: "scipy", keyFile: key.file, trust } as const;
  return shells.open({ name: "web-1", reach });
}

async function portOf(onConnect: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnect(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  return numberOf(server);
}

/** A port that an outgoing connection has: nothing listens there, and nobody else can get it meanwhile. */
async function closedPort(): Promise<number> {
  const socket = connect(await portOf(() => {}), "127.0.0.1");
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  onTestFinished(() => void socket.destroy());
  return socket.localPort ?? 0;
}

function numberOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

test("a host on which nothing listens is unreachable, with the time of the next try", async () => {
  const shell = await shellFor(await closedPort());
  const result = await shell.ask("a", ample);
  expect(result).toMatchObject({ ok: false, error: { reason: "unreachable", nextTryAt: expect.any(Number) } });
  expect(result.ok ? "" : result.error.detail).toContain("refuses connections");
});

test("a name that does not resolve is unreachable and says so", async () => {
  // No name server is asked for a name with an empty part, so that this does not wait for one.
  const shell = await shellFor(22, systemClock, "web-1..invalid");
  const result = await shell.ask("a", ample);
  expect(result).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  expect(result.ok ? "" : result.error.detail).toContain("cannot be found in DNS (ENOTFOUND)");
});

test("a host that takes the connection and says nothing is given up after the connect limit", async () => {
  const clock = new VirtualClock();
  let isGreeted = false;
  const onConnect = (socket: Socket) => {
    socket.on("data", () => {
      isGreeted = true;
    });
  };
  const shell = await shellFor(await portOf(onConnect), clock);
  const asked = shell.ask("a", ample);
  await until(() => isGreeted);
  await clock.advance(sshLimits.connectFor);
  const result = await asked;
  expect(result).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  expect(result.ok ? "" : result.error.detail).toContain("did not finish the SSH handshake within 8 s");
});

test("a host that closes before it greets is unreachable", async () => {
  const shell = await shellFor(await portOf((socket) => socket.end()));
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
});

test("what answers with something else than SSH is unreachable", async () => {
  const shell = await shellFor(await portOf((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n")));
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
});

test("what babbles without end has its connection cut, without waiting for the connect limit", async () => {
  const onConnect = (socket: Socket) => {
    const babble = setInterval(() => socket.write("HTTP/1.1 400 Bad Request\r\n".repeat(1000)), 1);
    socket.on("close", () => clearInterval(babble));
  };
  const shell = await shellFor(await portOf(onConnect), new VirtualClock());
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "too much output" } });
});

test("a host that never finishes the login is given up, and the stage is told", async () => {
  const clock = new VirtualClock();
  const { shell, server } = await createSetting({ hangsInLogin: true, clock });
  const asked = shell.ask("a", ample);
  await until(() => server.logins.length === 1);
  await clock.advance(sshLimits.connectFor);
  const result = await asked;
  expect(result).toMatchObject({ ok: false, error: { reason: "timed out" } });
  expect(result.ok ? "" : result.error.detail).toContain("did not finish the login within 8 s");
});

test("a caller whose deadline passes during a connect is answered, and the connect serves the next caller", async () => {
  const clock = new VirtualClock();
  const { shell, server } = await createSetting({ clock });
  const asked = shell.ask("a", millis(80));
  await clock.advance(80);
  const result = await asked;
  expect(result).toMatchObject({ ok: false, error: { nextTryAt: null } });
  expect(result.ok ? "" : result.error.detail).toContain("The bot goes on trying.");
  expect(await shell.ask("b", ample)).toMatchObject({ ok: true });
  expect(server.connectionsEver()).toBe(1);
});

test("a frozen peer is noticed by keepalive without any question, and then connected anew", async () => {
  const { shell, proxy, server, logged } = await createSetting({ limits: quickKeepalive });
  await shell.ask("a", ample);
  proxy.blackhole();
  await until(() => logged.some((line) => line.includes("stopped answering on an open connection")));
  proxy.heal();
  expect(await shell.ask("b", ample)).toMatchObject({ ok: true });
  expect(server.connectionsEver()).toBe(2);
});

test("a question that meets a frozen peer ends with the link, before its deadline", async () => {
  const { shell, proxy } = await createSetting({ limits: quickKeepalive });
  await shell.ask("a", ample);
  proxy.blackhole();
  expect(await shell.ask("b", ample)).toMatchObject({ ok: false, error: { reason: "link lost" } });
});

test("a link of which the other half is gone is noticed like a frozen peer", async () => {
  const { shell, proxy } = await createSetting({ limits: quickKeepalive });
  await shell.ask("a", ample);
  proxy.halfOpen();
  expect(await shell.ask("b", ample)).toMatchObject({ ok: false, error: { reason: "link lost" } });
});

test("a slow network is only slow", async () => {
  const { shell, proxy } = await createSetting();
  proxy.delay(50);
  expect(await shell.ask("a", ample)).toEqual({ ok: true, value: "begin a\nend a" });
});

test("packets that arrive byte by byte are put together again", async () => {
  const { shell, proxy } = await createSetting();
  await shell.ask("a", ample);
  proxy.drip(3, 1);
  expect(await shell.ask("b", ample)).toEqual({ ok: true, value: "begin b\nend b" });
});

test("a reset in the middle of an answer is a lost link, and the next question connects anew", async () => {
  const program: Program = (channel) => {
    onLines(channel, (line) => {
      channel.write(line === "long" ? `${"x".repeat(60_000)}\n` : `end ${line}\n`);
    });
  };
  const { shell, proxy, server } = await createSetting({ program });
  await shell.ask("a", ample);
  proxy.cutAfter(20_000);
  expect(await shell.ask("long", ample)).toMatchObject({ ok: false, error: { reason: "link lost" } });
  proxy.heal();
  expect(await shell.ask("b", ample)).toEqual({ ok: true, value: "end b" });
  expect(server.connectionsEver()).toBe(2);
});

test("a connection cut anywhere during its set-up is an unreachable host and no crash", async () => {
  const { shell, proxy } = await createSetting();
  for (const bytes of [1, 40, 300, 600, 900, 1000, 1100]) {
    proxy.cutAfter(bytes);
    const result = await shell.ask("a", ample);
    expect(["unreachable", "link lost"]).toContain(result.ok ? bytes : result.error.reason);
  }
  proxy.heal();
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
});

test("a flood is cut off as too much output, and the bot's memory hardly grows", async () => {
  const junk = Buffer.alloc(32 * 1024, "x");
  let flooded = 0;
  const program: Program = (channel) => {
    const pour = () => {
      while (channel.writable && flooded < 400 * 1024 * 1024) {
        flooded += junk.length;
        if (!channel.write(junk)) {
          channel.once("drain", pour);
          return;
        }
      }
    };
    onLines(channel, (line) => (line === "a" ? channel.write("end a\n") : pour()));
  };
  const { shell, server } = await createSetting({ program });
  await shell.ask("a", ample);
  expect(await shell.ask("flood", ample)).toMatchObject({
    ok: false,
    error: { reason: "too much output", nextTryAt: null },
  });
  expect(await shell.ask("a", ample)).toEqual({ ok: true, value: "end a" });
  expect(server.connectionsEver()).toBe(1);
  expect(flooded).toBeLessThan(16 * 1024 * 1024);
});

test("a flood of error output is cut off too", async () => {
  const junk = Buffer.alloc(32 * 1024, "x");
  const program: Program = (channel) => {
    onLines(channel, () => {
      for (let count = 0; count < 40; count += 1) channel.stderr.write(junk);
    });
  };
  const { shell } = await createSetting({ program });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "too much output" } });
});

test("close while connecting ends at once and leaves nothing open", async () => {
  const sockets = new Set<Socket>();
  const port = await portOf((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.resume();
  });
  // A clock that stands still: whatever waited for it would never end.
  const shell = await shellFor(port, new VirtualClock());
  const asked = shell.ask("a", ample);
  await until(() => sockets.size === 1);
  await shell.close();
  expect(await asked).toMatchObject({ ok: false, error: { reason: "stopped" } });
  await until(() => sockets.size === 0);
});

test("close ends within two seconds also when the peer is frozen", async () => {
  const clock = new VirtualClock();
  const { shell, proxy } = await createSetting({ clock });
  await shell.ask("a", ample);
  proxy.blackhole();
  const asked = shell.ask("b", ample);
  let isClosed = false;
  const closed = shell.close().then(() => {
    isClosed = true;
  });
  expect(await asked).toMatchObject({ ok: false, error: { reason: "stopped" } });
  await clock.advance(goodbyeFor - 1);
  expect(isClosed).toBe(false);
  await clock.advance(1);
  await closed;
  expect(clock.monotonic()).toBeLessThan(2000);
  expect(await shell.ask("c", ample)).toMatchObject({ ok: false, error: { reason: "stopped" } });
});

test("after the stop no socket and no timer is left", async () => {
  const count = () =>
    process.getActiveResourcesInfo().filter((kind) => /^(TCPSocketWrap|TCPConnectWrap|Timeout)$/.test(kind)).length;
  const before = count();
  const { shell, server, proxy, stop } = await createSetting();
  await shell.ask("a", ample);
  await stop();
  await proxy.close();
  await server.close();
  await until(() => count() <= before);
  expect(count()).toBeLessThanOrEqual(before);
});

test("the proxy of these tests passes what it is not told to spoil", async () => {
  const { proxy } = await createSetting();
  const socket = connect(proxy.port, "127.0.0.1");
  const greeting = await new Promise<string>((resolve) => socket.once("data", (chunk) => resolve(String(chunk))));
  socket.destroy();
  await pause(0);
  expect(greeting).toMatch(/^SSH-2\.0-/);
});
