import { openStore, reading, startPlus } from "../../adapters/store/setting.ts";

/** Commits and keeps readings as fast as it can, and prints the number of each that the store has taken, until it is killed. */
const store = await openStore(process.argv[2] ?? "");
for (let number = 1; ; number += 1) {
  const committed = await store.commit({ memos: { number: String(number) } });
  const kept = await store.keep([reading(number * 15_000, number)]);
  const rolledUp = await store.rollUp(startPlus(number * 15_000));
  if (!committed.ok || !kept.ok || !rolledUp.ok) process.exit(1);
  process.stdout.write(`${number}\n`);
}
