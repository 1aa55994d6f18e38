import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpProbe } from "../../../src/adapters/http/create-http-probe.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { seconds } from "../../../src/domain/time.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const servers: { close: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener, host = "127.0.0.1") {
  const server = createServer(listener);
  return listening(server, host);
}

/** Says whatever it is told to, to whoever connects. */
async function serveRaw(speak: (socket: Socket) => void) {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => speak(socket));
  });
  return listening(server, "127.0.0.1");
}

async function listening(server: Server | ReturnType<typeof createTcpServer>, host: string) {
  const seen = { connections: 0 };
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    seen.connections += 1;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  servers.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

const ok: RequestListener = (_, response) => void response.end("well");

/** Names lead where the test says; others are not known. */
const names = (table: Readonly<Record<string, readonly string[]>>) => async (host: string) => {
  const found = table[host];
  if (found === undefined) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
  return found;
};

function probeWith(table: Readonly<Record<string, readonly string[]>> = {}) {
  return createHttpProbe({ clock: systemClock, resolveName: names(table) });
}

const within = seconds(5);

describe("addresses that are never called, in whatever clothes", () => {
  const table = {
    "loop.example.org": ["127.0.0.1"],
    "loop6.example.org": ["::1"],
    "mapped.example.org": ["::ffff:127.0.0.1"],
    "mapped-hex.example.org": ["::ffff:7f00:1"],
    "compatible.example.org": ["::7f00:1"],
    "translated.example.org": ["64:ff9b::7f00:1"],
    "six-to-four.example.org": ["2002:7f00:1::1"],
    "zero.example.org": ["0.0.0.0"],
    "zero6.example.org": ["::"],
    "link.example.org": ["169.254.169.254"],
    "link6.example.org": ["fe80::1"],
    "link-zone.example.org": ["fe80::1%eth0"],
    "mapped-link.example.org": ["::ffff:169.254.169.254"],
    "site.example.org": ["fec0::1"],
    "aws6.example.org": ["fd00:ec2::254"],
    "google6.example.org": ["fd20:ce::254"],
    "alibaba.example.org": ["100.100.100.200"],
    "azure.example.org": ["168.63.129.16"],
    "multi.example.org": ["224.0.0.1"],
    "multi6.example.org": ["ff02::1"],
    "broad.example.org": ["255.255.255.255"],
    "reserved.example.org": ["240.0.0.1"],
    "documentation.example.org": ["192.0.2.1"],
    "benchmark.example.org": ["198.18.0.1"],
    "nothing.example.org": [],
    "junk.example.org": ["no address"],
    "both.example.org": ["127.0.0.1", "169.254.169.254"],
    "localhost.example.org": ["127.0.0.1"],
    notlocalhost: ["127.0.0.1"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
  };
  const literals = [
    "0.0.0.0",
    "0",
    "0x0",
    "00",
    "[::]",
    "[0:0:0:0:0:0:0:0]",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "0xa9.254.0xa9fe",
    "169.254.43518",
    "①⑥⑨.254.169.254",
    "169。254。169。254",
    "%31%36%39.254.169.254",
    "169.254.169.254.",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[::a9fe:a9fe]",
    "[64:ff9b::169.254.169.254]",
    "[2002:a9fe:a9fe::]",
    "[fe80::1]",
    "[fec0::1]",
    "[fd00:ec2::254]",
    "[fd00:0ec2:0:0:0:0:0:0254]",
    "[::7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2001:0:7f00:1::]",
    "100.100.100.200",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "4294967295",
    "192.0.0.192",
    "[ff02::1]",
  ];

  it.each([...Object.keys(table), ...literals])("%s", async (host) => {
    const { port, seen } = await serve(ok);
    const outcome = await probeWith(table).get(`http://${host}:${port}/`, within);
    expect(outcome).toMatchObject({ ok: false, what: expect.stringMatching(/^was not called: /) });
    expect(seen.connections).toBe(0);
  });

  it.each([
    ["ftp://127.0.0.1/", "is no address with http:// or https://"],
    ["file:///etc/passwd", "is no address with http:// or https://"],
    ["gopher://127.0.0.1:70/", "is no address with http:// or https://"],
    ["unix:/run/docker.sock", "is no address with http:// or https://"],
    ["//127.0.0.1/", "is no address with http:// or https://"],
    ["http://", "is no address with http:// or https://"],
    ["http://127.0.0.1:99999/", "is no address with http:// or https://"],
    ["http://[fe80::1%25eth0]/", "is no address with http:// or https://"],
    ["http://good.example.org@127.0.0.1/", "has a user or a password in its address"],
    ["http://:c4n4ry@127.0.0.1/", "has a user or a password in its address"],
  ])("%s", async (url, what) => {
    expect(await probeWith().get(url, within)).toEqual({ ok: false, what });
  });
});

describe("addresses that are called", () => {
  it.each([
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "[::ffff:127.0.0.1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "zope.localhost",
  ])("on this machine, where the configuration itself says so: %s", async (host) => {
    const { port, seen } = await serve(ok);
    const table = Object.fromEntries(
      ["localhost", "localhost.", "zope.localhost"].map((name) => [name, ["127.0.0.1"]]),
    );
    expect(await probeWith(table).get(`http://${host}:${port}/`, within)).toMatchObject({ ok: true });
    expect(seen.connections).toBe(1);
  });

  it("of a name that leads to several networks are those that are allowed", async () => {
    const { port, seen } = await serve(ok);
    const probe = probeWith({ localhost: ["169.254.169.254", "127.0.0.1"] });
    expect(await probe.get(`http://localhost:${port}/`, within)).toMatchObject({ ok: true });
    expect(seen.connections).toBe(1);
  });

  it("are looked up once: what the name means a moment later does not matter", async () => {
    const { port } = await serve(ok);
    let asked = 0;
    const probe = createHttpProbe({
      clock: systemClock,
      resolveName: async () => (++asked === 1 ? ["127.0.0.1"] : ["169.254.169.254"]),
    });
    expect(await probe.get(`http://localhost:${port}/`, within)).toMatchObject({ ok: true });
    expect(asked).toBe(1);
    expect(await probe.get(`http://localhost:${port}/`, within)).toMatchObject({ ok: false });
  });

  it("are asked for once at a time for each name", async () => {
    let asked = 0;
    const probe = createHttpProbe({
      clock: systemClock,
      resolveName: async () => {
        asked += 1;
        return ["127.0.0.1"];
      },
    });
    await Promise.all([1, 2, 3].map(() => probe.get("http://a.example.org/", within)));
    expect(asked).toBe(1);
  });
});

describe("what comes of a call", () => {
  const get = async (listener: RequestListener) => {
    const { port, seen } = await serve(listener);
    return { outcome: await probeWith().get(`http://127.0.0.1:${port}/ok?x=1`, within), seen };
  };
  const status =
    (code: number, headers = {}): RequestListener =>
    (_, response) =>
      void response.writeHead(code, "not our words", headers).end("x");

  it.each([
    [200, null],
    [204, null],
    [302, null],
    [304, null],
    [401, "answered 401 Unauthorized: it asks for a login, and the bot has none"],
    [404, "answered 404 Not Found: there is no such page"],
    [418, "answered 418 I'm a Teapot"],
    [500, "answered 500 Internal Server Error"],
    [503, "answered 503 Service Unavailable"],
    [599, "answered 599"],
  ])("with status %s", async (code, what) => {
    const { outcome } = await get(status(code));
    expect(outcome).toEqual(what === null ? { ok: true, tookMs: expect.any(Number) } : { ok: false, what });
  });

  it.each([301, 302, 303, 307, 308])(
    "is an answer where it is a redirect (%s), which is not followed",
    async (code) => {
      const target = await serve(ok);
      const { outcome, seen } = await get(status(code, { location: `http://127.0.0.1:${target.port}/` }));
      expect(outcome.ok).toBe(true);
      expect([seen.connections, target.seen.connections]).toEqual([1, 0]);
    },
  );

  it("brings nothing of the bot along, and nothing of the call before", async () => {
    const heads: unknown[] = [];
    const { port } = await serve((request, response) => {
      heads.push({ method: request.method, url: request.url, headers: Object.keys(request.headers).sort() });
      response.writeHead(200, { "set-cookie": "a=b", "www-authenticate": "Basic" }).end();
    });
    const probe = probeWith();
    await probe.get(`http://127.0.0.1:${port}/a?b#c`, within);
    await probe.get(`http://127.0.0.1:${port}/a?b#c`, within);
    const head = { method: "GET", url: "/a?b", headers: ["accept", "connection", "host", "user-agent"] };
    expect(heads).toEqual([head, head]);
  });

  it("waits for 64 KiB of a body without end and no further", async () => {
    let sent = 0;
    const { outcome } = await get((_, response) => {
      const chunk = Buffer.alloc(16_384);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
        if (!response.destroyed) response.once("drain", more);
      };
      response.on("error", () => undefined);
      more();
    });
    expect(outcome.ok).toBe(true);
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ["no HTTP", "SSH-2.0-OpenSSH\r\n\r\n", "sent what is no HTTP"],
    [
      "a head without end",
      `HTTP/1.1 200 OK\r\n${"long-name: and a long value\r\n".repeat(2000)}`,
      "sent what is no HTTP",
    ],
    ["nothing", "", "broke the connection off"],
    ["half a body", "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf", "broke the connection off"],
    [
      "another protocol",
      "HTTP/1.1 101 x\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
      "answered 101 Switching Protocols",
    ],
  ])("tells what is no answer: %s", async (_, speech, what) => {
    // A head that is too long is refused while it comes.
    const { port } = await serveRaw((socket) => (speech.length > 1000 ? socket.write(speech) : socket.end(speech)));
    expect(await probeWith().get(`http://127.0.0.1:${port}/`, within)).toEqual({ ok: false, what });
  });

  it("tells that nothing listens, that a name is not known, and that the other side speaks no TLS", async () => {
    const { port } = await serve(ok);
    servers.splice(0).map((server) => server.close());
    const probe = probeWith();
    expect(await probe.get(`http://127.0.0.1:${port}/`, within)).toEqual({
      ok: false,
      what: "refused the connection: nothing listens there",
    });
    expect(await probe.get("http://none.example.org/", within)).toEqual({
      ok: false,
      what: "has a name that DNS does not know",
    });
    const plain = await serve(ok);
    expect(await probe.get(`https://127.0.0.1:${plain.port}/`, within)).toEqual({
      ok: false,
      what: "speaks no TLS: is it http:// instead of https://?",
    });
  });
});

describe("the deadline", () => {
  it.each([
    ["a server that says nothing", () => undefined],
    ["a body that drips", (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nx")],
    ["a head that drips", (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\nx")],
  ])("holds for %s, and the connection ends with it", async (_, speak) => {
    let ended: Promise<void> = Promise.resolve();
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { port } = await serveRaw((socket) => {
      ended = new Promise((resolve) => socket.on("close", () => resolve()));
      speak(socket);
      asked();
    });
    const clock = new VirtualClock();
    const called = createHttpProbe({ clock }).get(`http://127.0.0.1:${port}/`, seconds(10));
    await isAsked;
    await clock.advance(10_000);
    expect(await called).toEqual({ ok: false, what: "gave no answer within 10 s" });
    await ended;
    expect(clock.pending).toBe(0);
  });

  it("holds for a name that is never found, and nothing is called when it is found after all", async () => {
    const { port, seen } = await serve(ok);
    const clock = new VirtualClock();
    let find: (found: readonly string[]) => void = () => undefined;
    const probe = createHttpProbe({ clock, resolveName: () => new Promise((resolve) => (find = resolve)) });
    const called = probe.get(`http://localhost:${port}/`, seconds(10));
    await clock.advance(10_000);
    expect(await called).toEqual({ ok: false, what: "gave no answer within 10 s" });
    find(["127.0.0.1"]);
    await clock.advance(1000);
    expect(seen.connections).toBe(0);
  });
});

describe("a sign of life by POST", () => {
  it("has no body, and counts only where it was taken", async () => {
    const heads: unknown[] = [];
    const { port } = await serve((request, response) => {
      heads.push([request.method, request.headers["content-length"]]);
      response.writeHead(Number(request.url?.slice(1)), { location: "/200" }).end();
    });
    const post = (code: number) => probeWith().post(`http://127.0.0.1:${port}/${code}`, within);
    expect(await post(200)).toMatchObject({ ok: true });
    expect(await post(404)).toEqual({ ok: false, what: "answered 404 Not Found" });
    expect(await post(301)).toEqual({
      ok: false,
      what: "answered 301 Moved Permanently: redirects are not followed, name the address that it leads to",
    });
    expect(heads).toEqual([
      ["POST", "0"],
      ["POST", "0"],
      ["POST", "0"],
    ]);
  });
});
