import { closeSync, openSync } from "node:fs";
import { createLocalShell } from "../../../src/adapters/local/local-host-shell.ts";
import { seconds } from "../../../src/domain/time.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** Run under a low `ulimit -n`: asks this machine while no file can be opened any more, and again once it can. */
const clock = new VirtualClock();
const program = {
  command: 'while read -r id; do echo "@$id ."; done',
  endsAnswer: (id: string, line: string) => line === `@${id} .`,
};
const files = openAll();

const shell = createLocalShell(program, { clock });
const refused = await shell.ask("id", seconds(5));
const waiting = clock.pending;
for (const file of files) closeSync(file);
await clock.advance(1000);
const answered = await shell.ask("id", seconds(5));
await shell.close();
process.stdout.write(JSON.stringify({ refused, waiting, answered }));

function openAll(): readonly number[] {
  const opened: number[] = [];
  try {
    for (;;) opened.push(openSync("/dev/null", "r"));
  } catch {
    return opened;
  }
}
