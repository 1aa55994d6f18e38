import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPostgresStore } from "../../../src/adapters/store/open-postgres-store.ts";
import type { AuditEntry } from "../../../src/domain/restart/audit-entry.ts";
import { Secret } from "../../../src/domain/secret.ts";
import type { BotStore } from "../../../src/services/ports-restart.ts";
import { decisionContract } from "../../adapters/store/decision-contract.ts";
import { deployContract } from "../../adapters/store/deploy-contract.ts";
import { forecastContract } from "../../adapters/store/forecast-contract.ts";
import { restartContract } from "../../adapters/store/restart-contract.ts";
import { sampleContract } from "../../adapters/store/sample-contract.ts";
import {
  aHost,
  aMessage,
  anchorIn,
  got,
  type HeardLog,
  hearLog,
  keep,
  newFolder,
  newTime,
  reading,
  startPlus,
  type TestTime,
} from "../../adapters/store/setting.ts";
import { scipyBot } from "../../support/call.ts";
import { aRequest } from "../../support/restart-request.ts";
import { type Cluster, newCluster } from "./postgres-cluster.ts";

let cluster: Cluster;
let store: BotStore;
let log: HeardLog;
let time: TestTime;
let database = "";
let databases = 0;
let folder: ReturnType<typeof newFolder>;

beforeAll(() => {
  cluster = newCluster();
});
afterAll(() => cluster.remove());

beforeEach(async () => {
  databases += 1;
  database = `test${databases}`;
  cluster.newDatabase(database);
  time = newTime();
  log = hearLog();
  folder = newFolder();
  store = await open();
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

async function open(): Promise<BotStore> {
  const anchor = anchorIn(folder.path);
  const url = cluster.url(database);
  const opened = await openPostgresStore({ url, owner: "bot", clock: time.clock, log, keep, anchor });
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

/** As somebody else in the same database. */
async function asOther<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(cluster.url(database).reveal());
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

describe("the store in PostgreSQL", () => {
  const setting = {
    store: () => store,
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    time: () => time,
    log: () => log,
  };
  decisionContract(setting);
  sampleContract(setting);
  restartContract(setting);
  deployContract(setting);
  forecastContract(setting);
});

describe("the audit in PostgreSQL", () => {
  /** The settings want a host named; the socket's folder in the address comes before it. */
  const addressOf = (name: string) => cluster.url(name).reveal().replace("@/", "@localhost/");
  const env = () => ({ SCIPY_DATABASE_URL: addressOf(database) });
  const audited = (...args: readonly string[]) =>
    scipyBot(folder.path, ["audit", ...args, "--data", folder.path], env());
  const record = (rows: number) =>
    got(
      store.restarts.decide({
        audit: Array.from({ length: rows }, () => ({
          ...{ at: startPlus(0), what: "locked", request: null, number: null, host: "web-1", daemon: null },
          ...{ actor: { user: "U01", team: "T01" }, details: { reason: "backup" } },
        })),
      }),
    );

  test.each(["update audit set body = ''", "delete from audit", "truncate audit"])(
    "no statement changes it: %s",
    async (statement) => {
      await record(2);
      const changed = asOther((client) => client.query(statement));
      await expect(changed).rejects.toThrow("the audit is never changed");
      expect(await got(store.restarts.verifyAudit())).toMatchObject({ kind: "whole", rows: 2 });
    },
  );

  test("where a line cannot be written, what it records does not happen", async () => {
    await asOther((client) =>
      client.query("create trigger full_up before insert on audit for each row execute function audit_is_kept()"),
    );
    const request = aRequest();
    const asked: AuditEntry = {
      ...{ at: startPlus(0), what: "asked", request: request.id, number: 1, host: "web-1", daemon: "zope" },
      ...{ actor: null, details: {} },
    };
    expect(await store.restarts.swap({ expected: null, request, audit: [asked] })).toMatchObject({ ok: false });
    expect(await got(store.restarts.findRestart({ id: request.id }))).toBeNull();
  });

  test("is verified and exported by the commands while the bot is at work on it", async () => {
    await record(3);
    expect(await audited("verify")).toMatchObject({ code: 0, out: expect.stringContaining("3 rows"), err: "" });
    const { code, out } = await audited("export");
    const lines = out.trimEnd().split("\n");
    expect({ code, seqs: lines.map((line) => JSON.parse(line).seq) }).toEqual({ code: 0, seqs: [1, 2, 3] });
  });

  test("shows by its row what its owner has changed", async () => {
    await record(3);
    await asOther((client) =>
      client.query("alter table audit disable trigger all; update audit set body = body || ' ' where seq = 2"),
    );
    expect(await audited("verify")).toMatchObject({ code: 5, err: expect.stringContaining("row 2: it was changed") });
    await asOther((client) => client.query("delete from audit where seq = 3; update audit set body = trim(body)"));
    expect(await audited("verify")).toMatchObject({ code: 5, err: expect.stringContaining("row 3") });
  });

  test("ends with 2 and a sentence without the password where the database cannot be reached", async () => {
    const { code, out, err } = await scipyBot(folder.path, ["audit", "verify", "--data", folder.path], {
      SCIPY_DATABASE_URL: addressOf("there_is_none"),
    });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/database/);
    expect(err).not.toContain("s3cret-canary");
  });
});

describe("a PostgreSQL that fails", () => {
  test("after a crash and a restart of the server the store goes on by itself, and nothing that was committed is lost", async () => {
    await got(store.commit({ memos: { a: "1" } }));
    cluster.kill();
    const refused = await store.commit({ memos: { a: "2" } });
    expect(refused).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(store.health().problem?.reason).toBe("unreachable");
    cluster.start();
    await got(store.commit({ memos: { b: "1" } }));
    expect((await got(store.load())).memos).toEqual({ a: "1", b: "1" });
    expect(store.health().problem).toBeNull();
  });

  test("a connection that is cut while it idles does not end the bot", async () => {
    await got(store.commit({ memos: { a: "1" } }));
    await asOther((client) =>
      client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'scipy-bot'"),
    );
    await expect.poll(() => log.lines.some((line) => line.includes("terminating connection"))).toBe(true);
    await got(store.commit({ memos: { a: "2" } }));
  });

  test("what another holds for too long fails as locked, and works when it is given back", async () => {
    await asOther(async (client) => {
      await client.query("begin; lock table states in access exclusive mode");
      const refused = await store.commit({ memos: { a: "1" } });
      expect(refused).toMatchObject({ ok: false, error: { reason: "locked" } });
      await client.query("rollback");
    });
    await got(store.commit({ memos: { a: "2" } }));
  });

  test("a server that takes no writes is told as read only", async () => {
    await asOther((client) => client.query(`alter database ${database} set default_transaction_read_only = on`));
    const opened = await openPostgresStore({ url: cluster.url(database), owner: "bot", clock: time.clock, log, keep });
    expect(opened).toMatchObject({ ok: false, error: { reason: "read only" } });
  });

  test("a second bot on the same database is refused while the first one lives, and told what to do", async () => {
    const opening = openPostgresStore({ url: cluster.url(database), owner: "other", clock: time.clock, log, keep });
    await expect.poll(() => log.lines.filter((line) => line.startsWith("Another bot was on"))).toHaveLength(1);
    time.pass(60_000);
    const detail = expect.stringMatching(/^Another bot is running on the database .*Stop that one first/);
    expect(await opening).toMatchObject({ ok: false, error: { reason: "locked", detail } });
    await got(store.commit({ memos: { a: "1" } }));
  });

  test("a bot that died is replaced as soon as its lease is over, and one that only stood still stores nothing any more", async () => {
    await asOther((client) => client.query("update leases set until = 0"));
    const opened = await openPostgresStore({
      url: cluster.url(database),
      owner: "other",
      clock: time.clock,
      log,
      keep,
    });
    if (!opened.ok) throw new Error(opened.error.detail);
    const detail = expect.stringContaining("Stop one of the two.");
    expect(await store.commit({ memos: { a: "old" } })).toMatchObject({
      ok: false,
      error: { reason: "locked", detail },
    });
    await got(opened.value.commit({ memos: { a: "new" } }));
    expect((await got(opened.value.load())).memos).toEqual({ a: "new" });
    await opened.value.close();
  });

  test("a bot that lives keeps its place", async () => {
    await asOther(async (client) => {
      await client.query("update leases set until = 0");
      const until = async () => (await client.query("select until from leases")).rows[0].until;
      await expect.poll(until).not.toBe("0");
    });
  });

  test("a bot that ends in order is replaced at once", async () => {
    await store.close();
    const opened = await openPostgresStore({
      url: cluster.url(database),
      owner: "other",
      clock: time.clock,
      log,
      keep,
    });
    expect(opened.ok).toBe(true);
    expect(log.lines).toEqual([]);
    if (opened.ok) await opened.value.close();
    store = await open();
  });

  test("a store that a newer version has written is refused with a sentence", async () => {
    await asOther((client) => client.query("insert into kysely_migration values ('2031-05-better', 'x')"));
    const opened = await openPostgresStore({ url: cluster.url(database), owner: "bot", clock: time.clock, log, keep });
    expect(opened).toMatchObject({ ok: false, error: { detail: expect.stringContaining("newer version of the bot") } });
  });

  test("rows that cannot be read are left out and never deleted", async () => {
    await got(store.commit({ hosts: [aHost("web-1"), aHost("web-2")] }));
    await asOther((client) => client.query("update states set body = '{' where key = 'web-1'"));
    expect((await got(store.load())).hosts).toEqual([aHost("web-2")]);
    await got(store.commit({ hosts: [aHost("web-1")] }));
    const { rows } = await asOther((client) =>
      client.query("select version from states where key = 'web-1' order by version"),
    );
    expect(rows).toEqual([{ version: -1 }, { version: 1 }]);
  });

  test("two bots that roll up the same readings at once make one history", async () => {
    const second = await open();
    // Where they meet differs from time to time: before, within and after the other's transaction.
    for (let day = 0; day < 12; day += 1) {
      const from = day * 86_400_000;
      const samples = Array.from({ length: 60 }, (_, index) => reading(from + index * 60_000, index + 1));
      await got(store.keep(samples));
      const now = startPlus(from + 2 * 3_600_000);
      const done = await Promise.all([store.rollUp(now), second.rollUp(now)]);
      expect(done.map((one) => (one.ok ? null : one.error))).toEqual([null, null]);
      expect(await got(second.samples("web-1", { from: startPlus(from), to: now }))).toEqual(samples);
    }
    await second.close();
  });

  test("an address where nobody listens, a password that is wrong and a text that is no address are told without the secret", async () => {
    const urls = [
      "postgres://bot:s3cret-canary@127.0.0.1:1/x",
      "postgres://bot:s3cret-canary@no-such-host.invalid/x",
      "s3cret-canary is no address",
      `${cluster.url("no_such_database").reveal()}`,
    ];
    for (const url of urls) {
      const opened = await openPostgresStore({ url: new Secret(url), owner: "bot", clock: time.clock, log, keep });
      expect(opened).toMatchObject({ ok: false, error: { reason: "unreachable" } });
      expect(JSON.stringify([opened, log.lines])).not.toContain("s3cret-canary");
    }
  });

  test("a commit of which a part is refused changes nothing", async () => {
    await asOther((client) => client.query("alter table transitions add check (at > 0)"));
    const bad = { ...aMessage("m1") };
    const transition = { at: -1, id: "t1", message: null } as never;
    expect(await store.commit({ outbox: [bad], transitions: [transition] })).toMatchObject({ ok: false });
    expect((await got(store.load())).outbox).toEqual([]);
  });
});
