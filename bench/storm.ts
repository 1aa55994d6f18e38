import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { measureOutage } from "./storm/measure-outage.ts";
import { measureStorm } from "./storm/measure-storm.ts";

/**
 * What becomes of 5,000 alerts of 500 hosts in 60 s, in real time and the whole way: scripted hosts are polled, rules, alerts,
 * outbox, a SQLite store on this machine's disk, and a chat that answers within 50–150 ms. Then an outage of the chat for
 * 6 h, in virtual time, played from scripts into the outbox. Ends within 4 minutes.
 */
export interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const figures = [...(await measureStorm()), ...(await measureOutage())];
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.version}`;
  const lines = figures.map(({ name, value, unit }) => `${name}: ${value} ${unit}`);
  const text = values.json ? JSON.stringify({ name: "storm", machine, figures }) : `${machine}\n${lines.join("\n")}`;
  process.stdout.write(`${text}\n`);
}

await main();
