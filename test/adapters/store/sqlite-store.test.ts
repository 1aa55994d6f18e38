import { afterEach, beforeEach, describe } from "vitest";
import type { BotStore } from "../../../src/services/ports-restart.ts";
import { decisionContract } from "./decision-contract.ts";
import { deployContract } from "./deploy-contract.ts";
import { restartContract } from "./restart-contract.ts";
import { sampleContract } from "./sample-contract.ts";
import { type HeardLog, hearLog, newFolder, newTime, openStore, type TestTime } from "./setting.ts";

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
});
