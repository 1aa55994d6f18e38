import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import type { Sample } from "../../src/domain/sample.ts";
import type { Sink } from "./ingest.ts";

export interface NaiveStore extends Sink {
  history(host: string, daemon: string, from: number): readonly unknown[];
  bytesPerRow(): number;
  close(): void;
}

/** What one would write first: a row for each daemon and reading, one transaction a batch, as durable as the store. */
export function openNaive(folder: string): NaiveStore {
  const database = new DatabaseSync(join(folder, "naive.db"));
  database.exec("pragma journal_mode = wal; pragma synchronous = full");
  database.exec(
    `create table readings (host text, daemon text, at integer, heap integer, swap integer, connections integer,
     ticks integer, epoch text, primary key (host, daemon, at)) without rowid`,
  );
  const insert = database.prepare("insert or replace into readings values (?, ?, ?, ?, ?, ?, ?, ?)");
  const select = database.prepare("select * from readings where host = ? and daemon = ? and at >= ? order by at");
  const numberOf = (question: string): number => Number(Object.values(database.prepare(question).get())[0]);
  return {
    async keep(samples: readonly Sample[]) {
      database.exec("begin immediate");
      for (const sample of samples)
        for (const { name, processes, heapBytes, connections } of sample.daemons) {
          const sum = (part: "cpuTicks" | "swapBytes"): number =>
            processes.reduce((total, one) => total + (one[part].value ?? 0), 0);
          const epoch = `${sample.system.bootId.value} ${processes[0]?.pid} ${processes[0]?.startTicks.value}`;
          const figures = [heapBytes.value, sum("swapBytes"), connections.value, sum("cpuTicks"), epoch];
          insert.run(sample.host, name, sample.takenAt, ...figures);
        }
      database.exec("commit");
    },
    rollUp: async () => undefined,
    history: (host, daemon, from) => select.all(host, daemon, from),
    bytesPerRow: () =>
      (numberOf("pragma page_count") * numberOf("pragma page_size")) / numberOf("select count(*) from readings"),
    close: () => database.close(),
  };
}
