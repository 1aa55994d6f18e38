import { expect, test } from "vitest";
import { millis, seconds } from "../../../src/domain/time.ts";
import type { Program, SshServer } from "../../support/ssh-server.ts";
import { echoProgram, onLines } from "../../support/ssh-server.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { ample, createSetting, echoed, settle, until } from "./setting.ts";

const short = millis(150);

test("a question is answered with its lines, the first and the last among them", async () => {
  const { shell } = await createSetting();
  expect(await shell.ask("a", ample)).toEqual({ ok: true, value: "begin a\nend a" });
});

test("one connection and one program serve every question", async () => {
  let started = 0;
  const program: Program = (channel, command) => {
    started += 1;
    echoProgram(channel, command);
  };
  const { shell, server } = await createSetting({ program });
  for (const question of ["a", "b", "c"]) await shell.ask(question, ample);
  expect({ started, connections: server.connectionsEver() }).toEqual({ started: 1, connections: 1 });
});

test("questions asked at the same time are answered each with its own answer", async () => {
  const { shell } = await createSetting();
  const questions = ["a", "b", "c", "d", "e"];
  const answers = await Promise.all(questions.map((question) => shell.ask(question, ample)));
  expect(answers).toEqual(questions.map((question) => ({ ok: true, value: `begin ${question}\nend ${question}` })));
});

test("more callers than the queue holds are refused at once and told why", async () => {
  const clock = new VirtualClock();
  const { shell } = await createSetting({ program: () => {}, clock });
  const [last, ...others] = Array.from({ length: 18 }, (_, at) => shell.ask(`q${at}`, short)).toReversed();
  const refused = await last;
  expect(refused).toMatchObject({ ok: false, error: { reason: "timed out" } });
  expect(refused?.ok ? "" : refused?.error.detail).toContain("already waiting");
  await clock.advance(short);
  for (const result of await Promise.all(others)) {
    expect(result.ok ? "" : result.error.detail).not.toContain("already waiting");
  }
});

test("a character split between two packets arrives whole", async () => {
  const text = Buffer.from("begin é€🦊\nend a\n");
  const program: Program = (channel) => {
    onLines(channel, () => {
      for (const byte of text) channel.write(Buffer.of(byte));
    });
  };
  const { shell } = await createSetting({ program });
  expect(await shell.ask("a", ample)).toEqual({ ok: true, value: "begin é€🦊\nend a" });
});

test("an answer whose last line has no newline counts when the program ends there", async () => {
  const program: Program = (channel) => {
    onLines(channel, () => {
      channel.write("begin a\nend a");
      channel.exit(0);
      channel.end();
    });
  };
  const { shell } = await createSetting({ program });
  expect(await shell.ask("a", ample)).toEqual({ ok: true, value: "begin a\nend a" });
});

test("what a login shell prints before the first question is no part of an answer", async () => {
  let greeted = false;
  const program: Program = (channel, command) => {
    echoProgram(channel, command);
    if (!greeted) channel.write("Welcome!\n");
    greeted = true;
  };
  const { shell } = await createSetting({ program });
  await shell.ask("a", ample);
  expect(await shell.ask("b", ample)).toEqual({ ok: true, value: "begin b\nend b" });
});

test("silence after the login ends at the deadline, and the host is named", async () => {
  const clock = new VirtualClock();
  let isAsked = false;
  const program: Program = (channel) => {
    onLines(channel, () => {
      isAsked = true;
    });
  };
  const { shell } = await createSetting({ program, clock });
  const asked = shell.ask("a", short);
  await until(() => isAsked);
  await clock.advance(short);
  const result = await asked;
  expect(result).toMatchObject({ ok: false, error: { reason: "timed out", nextTryAt: null } });
  expect(result.ok ? "" : result.error.detail).toContain("web-1 (127.0.0.1:");
  expect(result.ok ? "" : result.error.detail).toContain("is connected but did not answer within 0.1 s");
});

test("an answer that comes after its deadline never answers a later question", async () => {
  const clock = new VirtualClock();
  let asked = 0;
  let answerSlow = () => {};
  const program: Program = (channel) => {
    onLines(channel, (line) => {
      asked += 1;
      if (line === "warm up") channel.write("end warm up\n");
      else if (line === "slow") answerSlow = () => channel.write("begin slow\nend slow\nbegin b\nend b\n");
      else {
        answerSlow();
        channel.write(`begin ${line} at last\nend ${line}\n`);
      }
    });
  };
  const { shell, server } = await createSetting({ program, clock });
  await shell.ask("warm up", ample);
  const slow = shell.ask("slow", millis(200));
  await until(() => asked === 2);
  await clock.advance(200);
  expect(await slow).toMatchObject({ ok: false, error: { reason: "timed out" } });
  expect(await shell.ask("b", ample)).toEqual({ ok: true, value: "begin b at last\nend b" });
  expect({ asked, connections: server.connectionsEver() }).toEqual({ asked: 3, connections: 1 });
});

test("a caller whose turn never came costs the one before it nothing: its channel has not been slow", async () => {
  const clock = new VirtualClock();
  let answerFirst = () => {};
  let asked = 0;
  const program: Program = (channel) => {
    onLines(channel, () => {
      asked += 1;
      answerFirst = () => channel.write("begin first\nend first\n");
    });
  };
  const { shell, server } = await createSetting({ program, clock });
  const first = shell.ask("first", seconds(10));
  await until(() => asked === 1);
  const behind = ["a", "b", "c", "d"].map((question) => shell.ask(question, seconds(1)));
  await clock.advance(1000);
  for (const answer of behind) expect(await answer).toMatchObject({ ok: false, error: { reason: "timed out" } });
  answerFirst();
  expect(await first).toEqual({ ok: true, value: "begin first\nend first" });
  expect({ asked, connections: server.connectionsEver() }).toEqual({ asked: 1, connections: 1 });
});

test("a single slow answer costs the channel, not the connection; three in a row cost the connection", async () => {
  const clock = new VirtualClock();
  let asked = 0;
  const program: Program = (channel) => {
    onLines(channel, () => {
      asked += 1;
    });
  };
  const { shell, server } = await createSetting({ program, clock });
  const askInVain = async (question: string, place: number) => {
    const answer = shell.ask(question, short);
    await until(() => asked === place);
    await clock.advance(short);
    expect(await answer).toMatchObject({ ok: false, error: { reason: "timed out" } });
  };
  await askInVain("a", 1);
  await askInVain("b", 2);
  expect(server.connections.size).toBe(1);
  await askInVain("c", 3);
  await until(() => server.connections.size === 0);
  expect(server.connectionsEver()).toBe(1);
});

test("slow answers that are not in a row cost no connection: an answer in between begins the count anew", async () => {
  const clock = new VirtualClock();
  let heard = 0;
  const program: Program = (channel) => {
    onLines(channel, (line) => {
      heard += 1;
      if (line === "quick") channel.write("end quick\n");
    });
  };
  const { shell, server } = await createSetting({ program, clock });
  const askInVain = async () => {
    const before = heard;
    const answer = shell.ask("slow", short);
    await until(() => heard > before);
    await clock.advance(short);
    expect(await answer).toMatchObject({ ok: false, error: { reason: "timed out" } });
  };
  for (let round = 0; round < 3; round += 1) {
    await askInVain();
    await askInVain();
    expect(await shell.ask("quick", ample)).toEqual({ ok: true, value: "end quick" });
  }
  expect(server.connectionsEver()).toBe(1);
});

test("an answer that drips in is waited for until the deadline and no longer", async () => {
  const clock = new VirtualClock();
  let drips = 0;
  const program: Program = (channel) => {
    onLines(channel, () => {
      const drip = setInterval(() => {
        drips += 1;
        channel.write(".");
      }, 20);
      channel.on("close", () => clearInterval(drip));
    });
  };
  const { shell } = await createSetting({ program, clock });
  let answer: unknown = "none yet";
  const asked = shell.ask("a", millis(400)).then((result) => {
    answer = result;
  });
  await until(() => drips > 2);
  await clock.advance(399);
  expect(answer).toBe("none yet");
  await clock.advance(1);
  await asked;
  expect(answer).toMatchObject({ ok: false, error: { reason: "timed out" } });
});

test("a program that cannot be started is reported with the shell's complaint", async () => {
  const program: Program = (channel) => {
    channel.stderr.write("sh: 1: awk: \u001b[31mnot found\n");
    channel.exit(127);
    channel.end();
  };
  const { shell } = await createSetting({ program });
  const result = await shell.ask("a", ample);
  expect(result).toMatchObject({ ok: false, error: { reason: "no probe" } });
  expect(result.ok ? "" : result.error.detail).toContain("exit code 127");
  expect(result.ok ? "" : result.error.detail).toContain("It said: sh: 1: awk: not found");
});

test("a program that is killed after it has answered is started anew with the next question", async () => {
  const program: Program = (channel) => {
    onLines(channel, (line) => {
      if (line === "die") {
        channel.exit("KILL");
        channel.end();
      } else {
        channel.write(`end ${line}\n`);
      }
    });
  };
  const { shell, server } = await createSetting({ program });
  await shell.ask("a", ample);
  const result = await shell.ask("die", ample);
  expect(result).toMatchObject({ ok: false, error: { reason: "link lost", nextTryAt: null } });
  expect(result.ok ? "" : result.error.detail).toContain("SIGKILL");
  expect(await shell.ask("b", ample)).toEqual({ ok: true, value: "end b" });
  expect(server.connectionsEver()).toBe(1);
});

test("a host that refuses commands is told apart from one that has no channel left", async () => {
  const refusing = await createSetting({ refusesExec: true });
  expect(await refusing.shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "no probe" } });
  const full = await createSetting({ sessionsMax: 0 });
  expect(await full.shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "too many channels" } });
});

test("where a hung session holds the only channel, a new connection gets one", async () => {
  const clock = new VirtualClock();
  let isHung = false;
  const program: Program = (channel, command) => {
    if (isHung) echoProgram(channel, command);
    else {
      onLines(channel, () => {
        isHung = true;
      });
    }
  };
  const { shell, server } = await createSetting({ program, sessionsMax: 1, clock });
  const first = shell.ask("a", short);
  await until(() => isHung);
  await clock.advance(short);
  expect(await first).toMatchObject({ ok: false, error: { reason: "timed out" } });
  const answers = [await shell.ask("b", ample), await shell.ask("c", ample)];
  expect(answers.at(-1)).toEqual({ ok: true, value: "begin c\nend c" });
  expect(server.connectionsEver()).toBeLessThanOrEqual(2);
});

test("a host that never starts the program holds up nobody beyond the deadline, and gets a new connection after three", async () => {
  const clock = new VirtualClock();
  const setting: { server?: SshServer } = {};
  let isIgnored = false;
  const ignoresExec = () => {
    isIgnored = setting.server?.connectionsEver() === 1;
    return isIgnored;
  };
  const { shell, server } = await createSetting({ ignoresExec, clock });
  setting.server = server;
  for (let asked = 0; asked < 3; asked += 1) {
    const answer = shell.ask("a", short);
    await until(() => isIgnored);
    await settle();
    await clock.advance(short);
    expect(await answer).toMatchObject({ ok: false, error: { reason: "timed out" } });
  }
  await until(() => server.connections.size === 0);
  expect(await shell.ask("a", ample)).toEqual({ ok: true, value: "begin a\nend a" });
  expect(server.connectionsEver()).toBe(2);
});

test("the program is started with the command that it brings", async () => {
  let command = "";
  const program: Program = (channel, given) => {
    command = given;
    echoProgram(channel, given);
  };
  const { shell } = await createSetting({ program, shellProgram: { ...echoed, command: "exec awk 'x'" } });
  await shell.ask("a", ample);
  expect(command).toBe("exec awk 'x'");
});
