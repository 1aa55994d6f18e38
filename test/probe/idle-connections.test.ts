import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { probeCommand } from "../../src/probe/program.ts";
import { renderQuestion } from "../../src/probe/question.ts";
import { questionId } from "./fixture-host.ts";

/** As iproute2 6.1 prints a connection with `ss -Htin`; the line of figures is shortened. */
const established = `0      0      127.0.0.1:8080    127.0.0.1:55866
\t ts sack bbr wscale:10,10 rto:200 lastsnd:304 lastrcv:1500 lastack:304 minrtt:0.016
`;

let bin = "";

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "idle-connections-"));
});
afterEach(() => {
  rmSync(bin, { recursive: true });
});

/** Programs of the host, found before its own. */
function program(name: string, text: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

function linesOfSs(interpreter: string): readonly string[] {
  const { stdout } = spawnSync("/bin/sh", ["-c", probeCommand({ root: "", interpreters: [interpreter] })], {
    input: `${renderQuestion(questionId, { verb: "peers", ports: [8080, 9090] })}\n`,
    encoding: "utf8",
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}` },
  });
  const lines = stdout.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`@${questionId} ss`));
  return lines.slice(from, lines.indexOf(`@${questionId} .`));
}

describe.each(["mawk", "sh"])("under %s", (interpreter) => {
  test("the host's ss is asked for the ports, for two seconds at most where it has a timeout", () => {
    program("timeout", `echo "$@" >"${bin}/asked"; shift; exec "$@"`);
    program("ss", `printf '%s' '${established}'`);
    expect(linesOfSs(interpreter)).toEqual([`@${questionId} ss`, "idle 127.0.0.1:8080 127.0.0.1:55866 304 1500"]);
    expect(readFileSync(join(bin, "asked"), "utf8")).toBe(
      "2 ss -Htin state established ( sport = :8080 or sport = :9090 )\n",
    );
  });

  test("an ss that fails tells nothing, whatever it printed", () => {
    program("ss", `printf '%s' '${established}'; exit 1`);
    expect(linesOfSs(interpreter)).toEqual([`@${questionId} ss !`]);
  });
});
