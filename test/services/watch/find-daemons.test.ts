import { expect, test } from "vitest";
import { matchLines } from "../../../src/adapters/system/match-lines.ts";
import type { Daemon } from "../../../src/domain/daemon.ts";
import { succeed } from "../../../src/domain/result.ts";
import { millis } from "../../../src/domain/time.ts";
import { type Answer, parseAnswer } from "../../../src/probe/answer.ts";
import { renderQuestion } from "../../../src/probe/question.ts";
import { type Ask, findDaemons } from "../../../src/services/watch/find-daemons.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const id = "abcdefgh";

test("a pattern that a hostile command line makes too slow leaves its daemon unknown, and the others are found", async () => {
  const clock = new VirtualClock();
  const ask = listing("/opt/worker run", "python bin/zope ".repeat(256), "uwsgi");
  const slow = "python.* bin/.*zope.*\\.conf";
  const daemons = [
    byCommand("zope", slow),
    byCommand("copy", slow),
    byCommand("worker", "^/opt/worker"),
    byUnit("unit"),
  ];
  const found = findDaemons(daemons, ask, { matchLines, clock });
  await clock.advance(0);
  expect(await found).toMatchObject([
    { kind: "unknown", daemon: { name: "zope" }, reason: "its pattern takes too long to match" },
    { kind: "unknown", daemon: { name: "copy" }, reason: "its pattern takes too long to match" },
    { kind: "found", daemon: { name: "worker" }, processes: [{ pid: 100 }] },
    { kind: "found", daemon: { name: "unit" }, processes: [{ pid: 100 }, { pid: 101 }, { pid: 102 }] },
  ]);
});

test("after a pattern that took too long, the bot does what else it has to do before it matches the next", async () => {
  const clock = new VirtualClock();
  const matched: string[] = [];
  const tooSlow = (pattern: string) => {
    matched.push(pattern);
    return { ok: false, error: "too slow" } as const;
  };
  const daemons = [byCommand("a", "^a"), byCommand("b", "^b")];
  clock.after(millis(0), () => matched.push("what else there is to do"));
  const found = findDaemons(daemons, listing("a"), { matchLines: tooSlow, clock });
  await clock.advance(0);
  await found;
  expect(matched).toEqual(["^a", "what else there is to do", "^b"]);
});

test("pid files that the host could not look at, since it can start nothing, are none that cannot be read", async () => {
  const daemon: Daemon = { ...byUnit("zope"), find: { by: "pid file", path: "/run/zope.pid" } };
  const asking = (...pidFile: readonly string[]): Ask => {
    const list = listing("zope");
    return async (question) =>
      question.verb === "files" ? succeed(answerIn([begin, ...pidFile, end].join("\n"))) : list(question);
  };
  const matching = { matchLines, clock: new VirtualClock() };
  expect(await findDaemons([daemon], asking(), matching)).toBeNull();
  const told = await findDaemons([daemon], asking(`@${id} /run/zope.pid !`), matching);
  expect(told).toMatchObject([{ kind: "unknown", reason: "the file cannot be read" }]);
  expect(await findDaemons([daemon], asking(`@${id} /run/zope.pid`, "100"), matching)).toMatchObject([
    { kind: "found", processes: [{ pid: 100 }] },
  ]);
});

const begin = `@${id} : mawk 1`;
const end = `@${id} .`;

function listing(...args: readonly string[]): Ask {
  const rows = args.map((text, at) => `${100 + at}\t1\t${5000 + at}\t/system.slice/unit.service\t=\tx\t${text}`);
  const text = [
    begin,
    `@${id} /proc/`,
    "# self 50 49 /sys/fs/cgroup args",
    "1\t0\t1\t/init\t=\tinit\t/sbin/init",
    ...rows,
    end,
  ].join("\n");
  return async (question) => {
    expect(renderQuestion(id, question)).toBe(`${id} l`);
    return succeed(answerIn(text));
  };
}

function answerIn(text: string): Answer {
  const answer = parseAnswer(id, text);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

function byCommand(name: string, pattern: string): Daemon {
  return { ...byUnit(name), find: { by: "command", pattern } };
}

function byUnit(unit: string): Daemon {
  const find = { by: "unit", unit } as const;
  return { name: unit, find, ports: [], healthUrl: null, threshold: { kind: "auto" }, restart: null };
}
