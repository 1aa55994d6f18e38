import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BotStore } from "../../../src/services/ports-restart.ts";
import { decisionContract } from "./decision-contract.ts";
import { deployContract } from "./deploy-contract.ts";
import { forecastContract } from "./forecast-contract.ts";
import { restartContract } from "./restart-contract.ts";
import { sampleContract } from "./sample-contract.ts";
import { got, type HeardLog, hearLog, newFolder, newTime, openStore, startPlus, type TestTime } from "./setting.ts";

describe("the store in SQLite", () => {
  let folder: ReturnType<typeof newFolder>;
  let store: BotStore;
  let time: TestTime;
  let log: HeardLog;

  beforeEach(async () => {
    folder = newFolder();
    time = newTime();
    log = hearLog();
    store = await openStore(folder.path, log, time.clock);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  const setting = {
    store: () => store,
    reopen: async () => {
      await store.close();
      store = await openStore(folder.path, log, time.clock);
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

  test("a mark of a deploy that is taken back stays in its table, with who took it back and when", async () => {
    const of = { host: "web-1", daemon: "zope" };
    await got(store.deploys.mark({ id: "one", ...of, at: startPlus(1), by: "U01", note: "4.2" }));
    await got(store.deploys.takeBack({ ...of, by: "U02", at: startPlus(5) }));
    const database = new DatabaseSync(join(folder.path, "scipy.db"), { readOnly: true });
    const rows = database.prepare("select * from deploys").all();
    database.close();
    const retracted = { retracted_by: "U02", retracted_at: startPlus(5) };
    expect(rows).toEqual([{ id: "one", ...of, at: startPlus(1), by: "U01", note: "4.2", ...retracted }]);
  });
});
