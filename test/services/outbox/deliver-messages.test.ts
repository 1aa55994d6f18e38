import { beforeEach, describe, expect, it } from "vitest";
import type { AlertNotice, BacklogNotice } from "../../../src/domain/notice/notice.ts";
import { createOutbox } from "../../../src/services/outbox/deliver-messages.ts";
import type { NewMessage, NewTransition, Outbox } from "../../../src/services/outbox/outbox.ts";
import { type ChangeSaver, createChangeSaver } from "../../../src/services/outbox/save-changes.ts";
import type { OutgoingMessage, StoreFailure } from "../../../src/services/ports-store.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { createNoticeChat, type FakeNoticeChat, type Reaction } from "../../support/notice-chat.ts";
import { alertNotice, threadNotice, timeOfDay } from "../../support/notices.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const ops = { kind: "channel", channel: "#ops" } as const;
const minute = 60_000;
const hour = 60 * minute;
const full: StoreFailure = { reason: "full", detail: "The disk is full." };

let clock: VirtualClock;
let store: ReturnType<typeof createMemoryStore>;
let chat: FakeNoticeChat;
let saver: ChangeSaver;
let outbox: Outbox;
let log: ReturnType<typeof quietLog>;
let ids: number;

beforeEach(() => {
  clock = new VirtualClock("2026-01-15T14:00:00Z");
  store = createMemoryStore();
  chat = createNoticeChat(clock);
  log = quietLog();
  ids = 0;
  outbox = newOutbox([]);
  outbox.start();
});

describe("one message", () => {
  it("is posted when it is stored, and not before", async () => {
    const message = outbox.add({ id: "a", place: ops, urgency: "warning", notice: alertNotice() });
    await clock.advance(1000);
    expect(chat.shown).toEqual([]);
    outbox.release([message]);
    await clock.advance(0);
    expect(chat.sentences("#ops")).toEqual(["web-1: load is high (firing)"]);
    expect(outbox.find("a")).toMatchObject({ ref: { channel: "#ops", ts: "1" }, sentRevision: 1, maybeTwice: false });
  });

  it("has its attempt on disk before it is posted, and where it stands afterwards", async () => {
    const stored: unknown[] = [];
    chat.react = () => {
      stored.push(store.state().outbox.map(({ attemptedAt, ref }) => ({ attemptedAt, ref })));
      return "ok";
    };
    say("a");
    await clock.advance(0);
    expect(stored).toEqual([[{ attemptedAt: clock.now(), ref: null }]]);
    expect(store.state().outbox).toMatchObject([{ ref: { channel: "#ops", ts: "1" }, sentRevision: 1 }]);
  });

  it("is sent all the same when the store is out of order, with a note that it may come twice", async () => {
    store.breakDown(full);
    say("a");
    await clock.advance(0);
    expect(chat.shown.length).toBe(1);
    expect(outbox.find("a")?.maybeTwice).toBe(true);
  });

  it("is edited to its newest state, and what was in between is never sent", async () => {
    say("a");
    await clock.advance(0);
    for (const state of ["stale", "acknowledged", "resolved"] as const) revise("a", { state });
    await clock.advance(2000);
    expect(chat.calls.map(({ kind }) => kind)).toEqual(["post", "edit"]);
    expect(chat.sentences("#ops")).toEqual(["web-1: load is high (resolved)"]);
  });

  it("is not edited to a state that is not stored yet", async () => {
    say("a");
    await clock.advance(0);
    const revised = outbox.revise("a", { notice: alertNotice({ state: "stale" }), urgency: "warning" });
    await clock.advance(minute);
    expect(chat.calls.length).toBe(1);
    if (revised !== null) outbox.release([revised]);
    await clock.advance(0);
    expect(chat.sentences("#ops")).toEqual(["web-1: load is high (stale)"]);
  });

  it("is forgotten once it is finished and sent, and not before", async () => {
    say("a");
    outbox.finish("a");
    expect(outbox.find("a")).not.toBeNull();
    await clock.advance(1000);
    expect(outbox.find("a")).toBeNull();
    expect(store.state().outbox).toEqual([]);
    expect(outbox.revise("a", { notice: alertNotice(), urgency: "warning" })).toBeNull();
  });

  it("is kept while a line waits under it", async () => {
    say("a");
    await clock.advance(0);
    chat.react = ({ kind }) => (kind === "post" ? "too much to say" : "ok");
    line("l", "a");
    outbox.finish("a");
    await clock.advance(minute);
    expect(outbox.find("a")).not.toBeNull();
    chat.react = () => "ok";
    await clock.advance(minute);
    expect(chat.of("l").length).toBe(1);
    expect(store.state().outbox).toEqual([]);
  });

  it("to a person carries the link to the alert's message", async () => {
    say("a");
    await clock.advance(0);
    const notice = { kind: "direct", sentence: "Look", alert: "alert-of-web-1", asks: "look", link: null } as const;
    say("d", { place: { kind: "direct", user: "U1" }, urgency: "critical", notice });
    await clock.advance(0);
    expect(chat.of("d")[0]?.notice).toMatchObject({ link: "https://chat.example/#ops/1" });
  });
});

describe("a post whose answer was lost", () => {
  it.each<Reaction>(["lost after", "lost before"])(
    "is looked up after 2 s, and stands there once (%s)",
    async (lost) => {
      reactOnce("post", lost);
      say("a");
      await clock.advance(1999);
      expect(chat.calls.map(({ kind }) => kind)).toEqual(["post"]);
      await clock.advance(3000);
      expect(chat.of("a").length).toBe(1);
      expect(outbox.find("a")).toMatchObject({ ref: { channel: "#ops" }, sentRevision: 1, maybeTwice: false });
    },
  );

  it("is looked up for as long as the chat does not answer", async () => {
    chat.react = ({ kind }) => (kind === "post" ? "lost after" : "no answer");
    say("a");
    await clock.advance(6 * hour);
    chat.react = () => "ok";
    await clock.advance(minute);
    expect(chat.of("a").length).toBe(1);
    expect(chat.calls.filter(({ kind }) => kind === "post").length).toBe(1);
  });

  it("is posted again, marked, when the chat has refused three times to say whether it is there", async () => {
    chat.react = ({ kind }) => (kind === "find" ? "refused" : "ok");
    reactOnce("post", "lost before");
    say("a");
    await clock.advance(minute);
    expect(chat.calls.map(({ kind }) => kind)).toEqual(["post", "find", "find", "find", "post"]);
    expect(outbox.find("a")).toMatchObject({ maybeTwice: true, sentRevision: 1 });
  });

  it("is looked up after a restart of the bot, and brought up to date", async () => {
    reactOnce("post", "lost after");
    say("a");
    await clock.advance(0);
    await restart();
    revise("a", { state: "resolved" });
    await clock.advance(minute);
    expect(chat.of("a").length).toBe(1);
    expect(chat.sentences("#ops")).toEqual(["web-1: load is high (resolved)"]);
  });

  it("counts as lost when the chat adapter throws, too", async () => {
    const { postNotice } = chat;
    chat.postNotice = async () => {
      chat.postNotice = postNotice;
      throw new Error("socket closed");
    };
    say("a");
    await clock.advance(minute);
    expect(chat.of("a").length).toBe(1);
    expect(log.lines).toContain("error: A call of the chat failed unexpectedly.");
  });
});

describe("of many messages in one channel", () => {
  it("critical ones go first, then warnings, then edits, then lines; one post a second", async () => {
    say("root");
    await clock.advance(0);
    say("w1");
    line("l1", "root");
    say("c1", { urgency: "critical", notice: alertNotice({ severity: "critical" }) });
    say("w2");
    await clock.advance(minute);
    expect(chat.shown.map(({ id }) => id)).toEqual(["root", "c1", "w1", "w2", "l1"]);
    expect(chat.shown.map(({ postedAt }) => postedAt)).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  it("other channels and people are not held up by one that is slow", async () => {
    const { postNotice } = chat;
    chat.postNotice = async (to, posted) =>
      to.kind === "channel" && to.channel === "#ops" ? new Promise(() => undefined) : postNotice(to, posted);
    say("a");
    say("b", { place: { kind: "channel", channel: "#db" } });
    say("d", { place: { kind: "direct", user: "U1" } });
    await clock.advance(0);
    expect(chat.shown.map(({ id }) => id)).toEqual(["b", "d"]);
  });

  it("lines come under their root in their order, once it stands", async () => {
    chat.react = () => "too much to say";
    say("a");
    for (const id of ["l1", "l2", "l3"]) line(id, "a");
    line("l4", "a", { urgency: "critical" });
    await clock.advance(1000);
    chat.react = () => "ok";
    await clock.advance(minute);
    expect(chat.shown.map(({ id }) => id)).toEqual(["a", "l1", "l2", "l3", "l4"]);
    expect(chat.of("l1")[0]?.to).toEqual({ kind: "thread", root: { channel: "#ops", ts: "1" }, broadcast: false });
  });

  it("a root shows that it is worse before the line says so", async () => {
    say("a");
    await clock.advance(5000);
    revise("a", { severity: "critical" }, "critical");
    line("l", "a", { urgency: "critical" });
    await clock.advance(5000);
    expect(chat.calls.map(({ kind }) => kind)).toEqual(["post", "edit", "post"]);
  });

  it("neither edits nor history starve each other", async () => {
    say("a");
    await clock.advance(0);
    for (let index = 0; index < 5; index += 1) line(`l${index}`, "a");
    for (let second = 0; second < 20; second += 1) {
      revise("a", { meaning: `load ${second}` });
      await clock.advance(1000);
    }
    expect(chat.shown.length).toBe(6);
    expect(chat.calls.filter(({ kind }) => kind === "edit").length).toBeGreaterThanOrEqual(14);
  });

  it("a line whose root is not there is told to the log, and nobody waits for it", async () => {
    line("l", "nowhere");
    await clock.advance(minute);
    expect(outbox.backlog().messages).toBe(0);
    expect(store.state().outbox).toEqual([]);
    expect(log.lines).toEqual(["error: A line belongs to a message that is not there any more; it is not sent."]);
  });
});

describe("more alerts than people read one by one", () => {
  it("are the one under way, ten single messages, critical and oldest first, and one that counts the others", async () => {
    for (let index = 0; index < 30; index += 1) fire(index, index >= 25 ? "critical" : "warning");
    await clock.advance(minute);
    const singles = chat.shown.filter(({ notice }) => notice.kind === "alert").map(({ id }) => id);
    expect(singles).toEqual(["a25", "a26", "a27", "a28", "a29", "a0", "a1", "a2", "a3", "a4", "a5"]);
    const backlog = backlogs()[0];
    expect(backlog?.counted).toEqual({ fired: 19, resolved: 0, other: 0, stillFiring: 19 });
    expect(backlog?.sentence).toBe("At 14:00, 19 alerts fired, told here together: 0 resolved, 19 still firing.");
    expect(backlog?.lines[0]).toMatchObject({
      rule: "load",
      fired: 19,
      hostsInAll: 19,
      hosts: expect.arrayContaining(["h6"]),
    });
    expectAllAccounted();
  });

  it("the counting message is edited as alerts resolve, and lines of folded alerts are counted in it", async () => {
    for (let index = 0; index < 13; index += 1) fire(index);
    line("l", "a12", { transitions: [{ id: "t-l", transition: "acknowledged" }] });
    await clock.advance(minute);
    tell("a12", { state: "resolved" }, "resolved");
    await clock.advance(minute);
    expect(backlogs().length).toBe(1);
    expect(backlogs()[0]?.counted).toEqual({ fired: 2, resolved: 1, other: 1, stillFiring: 1 });
    expect(chat.of("l")).toEqual([]);
    expectAllAccounted();
  });

  it("one that was counted and becomes critical gets a message of its own when there is room", async () => {
    for (let index = 0; index < 13; index += 1) fire(index);
    await clock.advance(minute);
    tell("a12", { severity: "critical" }, "worse");
    await clock.advance(minute);
    expect(chat.of("a12").length).toBe(1);
    expect(backlogs()[0]?.counted).toMatchObject({ fired: 2 });
    expectAllAccounted();
  });

  it("what fired and resolved while the chat was away is counted, and never told as news", async () => {
    chat.react = () => "too much to say";
    fire(1);
    await clock.advance(10 * minute);
    tell("a1", { state: "resolved" }, "resolved");
    await clock.advance(2 * hour);
    chat.react = () => "ok";
    await clock.advance(minute);
    expect(chat.of("a1")).toEqual([]);
    expect(chat.sentences("#ops")[0]).toBe(
      "Between 14:00 and 14:10, 1 alert fired, told here together: 1 resolved, none is firing any more.",
    );
    expectAllAccounted();
  });

  it("one that counts takes in more for an hour after it was shown; later there is a new one", async () => {
    for (let index = 0; index < 13; index += 1) fire(index);
    await clock.advance(50 * minute);
    for (let index = 20; index < 33; index += 1) fire(index);
    await clock.advance(20 * minute);
    expect(backlogs().length).toBe(1);
    for (let index = 40; index < 53; index += 1) fire(index);
    await clock.advance(minute);
    expect(backlogs().map(({ counted }) => counted.fired)).toEqual([4, 2]);
    expectAllAccounted();
  });

  it("a message that may stand in the chat already is not folded", async () => {
    reactOnce("post", "lost after");
    fire(0);
    await clock.advance(0);
    for (let index = 1; index < 20; index += 1) fire(index, "critical");
    await clock.advance(minute);
    expect(chat.of("a0").length).toBe(1);
    expectAllAccounted();
  });

  it("all is forgotten when it is over, told and finished", async () => {
    for (let index = 0; index < 30; index += 1) fire(index);
    await clock.advance(minute);
    for (let index = 0; index < 30; index += 1) {
      tell(`a${index}`, { state: "resolved" }, "resolved");
      outbox.finish(`a${index}`);
    }
    await clock.advance(2 * hour);
    expect(store.state().outbox).toEqual([]);
    expectAllAccounted();
  });

  it("goes on after a restart as if there had been none", async () => {
    for (let index = 0; index < 30; index += 1) fire(index);
    await clock.advance(3000);
    await restart();
    tell("a29", { state: "resolved" }, "resolved");
    await clock.advance(minute);
    expect(backlogs().length).toBe(1);
    expect(backlogs()[0]?.counted).toMatchObject({ fired: 19, resolved: 1 });
    expectAllAccounted();
  });

  it("old lines under a root become one, but for the newest three", async () => {
    say("a");
    await clock.advance(0);
    chat.react = () => "too much to say";
    for (let index = 0; index < 10; index += 1) {
      line(`l${index}`, "a", { transitions: [{ id: `t-l${index}`, transition: "better" }] });
      await clock.advance(2 * minute);
    }
    chat.react = () => "ok";
    await clock.advance(minute);
    const lines = chat.shown.filter(({ to }) => to.kind === "thread").map(({ notice }) => notice.sentence);
    expect(lines).toEqual(["And 7 more changes between 14:00 and 14:12.", "line l7", "line l8", "line l9"]);
    expectAllAccounted();
  });
});

describe("when the chat has its own troubles", () => {
  it("a message that was deleted is posted anew while its alert fires, once", async () => {
    fire(0);
    await clock.advance(0);
    for (const posts of [2, 2]) {
      for (const message of chat.shown) message.deleted = true;
      revise("a0", { meaning: `load ${posts}` });
      await clock.advance(minute);
      expect(chat.of("a0").length).toBe(posts);
    }
    expect(outbox.backlog().messages).toBe(0);
  });

  it("a deleted message of a resolved alert stays deleted, and its lines count as told", async () => {
    fire(0);
    await clock.advance(0);
    for (const message of chat.shown) message.deleted = true;
    tell("a0", { state: "resolved" }, "resolved");
    line("l", "a0", { transitions: [{ id: "t-l", transition: "resolved" }] });
    await clock.advance(minute);
    expect(chat.shown.length).toBe(1);
    expect(outbox.backlog().messages).toBe(0);
    expect(store.allTransitions().map(({ message }) => message)).toEqual(["a0", "a0", "a0"]);
  });

  it("a line under a deleted root waits for the new one", async () => {
    fire(0);
    await clock.advance(0);
    for (const message of chat.shown) message.deleted = true;
    line("l", "a0");
    await clock.advance(minute);
    expect(chat.of("a0").length).toBe(2);
    expect(chat.of("l")[0]?.to).toMatchObject({ root: { ts: "2" } });
  });

  it.each<Reaction>(["not in channel", "no such channel", "refused"])(
    "a channel that is closed (%s) sends its messages to the fallback, with one notice, and gets them back",
    async (reason) => {
      chat.react = ({ to }) => ("kind" in to && to.kind === "channel" && to.channel === "#ops" ? reason : "ok");
      for (let index = 0; index < 3; index += 1) fire(index);
      await clock.advance(minute);
      expect(chat.sentences("#ops")).toEqual([]);
      expect(chat.sentences("#fallback").length).toBe(4);
      expect(chat.sentences("#fallback").filter((text) => text.startsWith("Messages for #ops come here"))).toHaveLength(
        1,
      );
      chat.react = () => "ok";
      await clock.advance(5 * minute);
      fire(9);
      await clock.advance(minute);
      expect(chat.of("a9")[0]?.ref.channel).toBe("#ops");
    },
  );

  it("the owner is told directly when the fallback refuses, too", async () => {
    chat.react = ({ to }) => ("kind" in to && to.kind === "channel" ? "no such channel" : "ok");
    fire(0);
    await clock.advance(minute);
    expect(chat.of("a0")[0]?.ref.channel).toBe("@U0OWNER");
    expect(chat.sentences("@U0OWNER").length).toBe(3);
  });

  it("nothing is dropped when nobody takes it", async () => {
    chat.react = () => "refused";
    fire(0);
    await clock.advance(48 * hour);
    expect(outbox.backlog()).toMatchObject({ messages: 1 });
    chat.react = () => "ok";
    await clock.advance(15 * minute);
    expect(chat.of("a0").length).toBe(1);
  });

  it("a firing alert whose channel was archived is posted anew in the fallback", async () => {
    fire(0);
    await clock.advance(0);
    chat.react = ({ to }) =>
      "kind" in to
        ? to.kind === "channel" && to.channel === "#ops"
          ? "no such channel"
          : "ok"
        : to.channel === "#ops"
          ? "no such channel"
          : "ok";
    revise("a0", { severity: "critical" });
    await clock.advance(minute);
    expect(chat.of("a0").map(({ ref }) => ref.channel)).toEqual(["#ops", "#fallback"]);
  });

  it("it is left alone for longer and longer, and all is told within a minute of its recovery", async () => {
    fire(0);
    await clock.advance(0);
    chat.react = () => "too much to say";
    for (let index = 0; index < 6; index += 1) {
      revise("a0", { meaning: `load ${index}` });
      await clock.advance(3 * hour);
    }
    const tries = chat.calls.length;
    expect(tries).toBeLessThan((18 * hour) / 15_000 + 20);
    chat.react = () => "ok";
    await clock.advance(minute);
    expect(chat.sentences("#ops")).toEqual([
      "h0: load is high (firing)",
      "Slack limited the bot from 14:00 to 08:00: 5 changes were combined, and each message shows the newest state.",
    ]);
  });

  it("a short one is not worth a word", async () => {
    fire(0);
    await clock.advance(0);
    chat.react = () => "no answer";
    revise("a0", { meaning: "a" });
    revise("a0", { meaning: "b" });
    await clock.advance(10_000);
    chat.react = () => "ok";
    await clock.advance(minute);
    expect(chat.shown.length).toBe(1);
  });

  it("an edit that it refuses does not keep others waiting", async () => {
    fire(0);
    fire(1);
    await clock.advance(5000);
    chat.react = ({ kind, id }) => (kind === "edit" && id === "a0" ? "refused" : "ok");
    revise("a0", { meaning: "a" });
    revise("a1", { state: "resolved" });
    await clock.advance(minute);
    expect(chat.of("a1")[0]?.notice).toMatchObject({ state: "resolved" });
    expect(log.lines).toContain("warn: The chat refuses an edit; it is tried again.");
  });

  it("who has left the workspace is given up after a day", async () => {
    chat.react = () => "refused";
    const notice = { kind: "direct", sentence: "Look", alert: "x", asks: "look", link: null } as const;
    say("d", { place: { kind: "direct", user: "U1" }, notice });
    await clock.advance(25 * hour);
    expect(store.state().outbox).toEqual([]);
    expect(log.lines).toContain("error: A direct message was refused for a day and is given up.");
  });
});

describe("the outbox", () => {
  it("says how much waits and for how long", async () => {
    chat.react = () => "too much to say";
    fire(0);
    await clock.advance(5000);
    fire(1);
    expect(outbox.backlog()).toEqual({ messages: 1, oldestMs: 5000 });
    await clock.advance(0);
    expect(outbox.backlog()).toEqual({ messages: 2, oldestMs: 5000 });
  });

  it("has one alarm a channel, however often something comes while it waits", async () => {
    chat.react = () => "too much to say";
    for (let index = 0; index < 40; index += 1) {
      fire(index);
      fire(100 + index);
      await clock.advance(500);
    }
    await clock.advance(minute);
    // The lane's own, and the one that looks after everything.
    expect(clock.pending).toBe(2);
  });

  it("stops within 5 s whatever the chat does, and leaves no timer behind", async () => {
    chat.postNotice = () => new Promise(() => undefined);
    fire(0);
    await clock.advance(0);
    let stopped = false;
    void outbox.stop().then(() => {
      stopped = true;
    });
    await clock.advance(4999);
    expect(stopped).toBe(false);
    await clock.advance(1);
    expect(stopped).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("sends nothing after it was stopped", async () => {
    await outbox.stop();
    fire(0);
    await clock.advance(hour);
    expect(chat.calls).toEqual([]);
  });
});

function newOutbox(loaded: readonly OutgoingMessage[]): Outbox {
  saver = createChangeSaver({ store, clock, log });
  return createOutbox({
    ...{ chat, saver, clock, log, loaded, timeOfDay },
    chance: () => 0.5,
    newId: () => {
      ids += 1;
      return `own-${ids}`;
    },
    fallbackChannel: "#fallback",
    owner: "U0OWNER",
  });
}

async function restart(): Promise<void> {
  await outbox.stop();
  const loaded = await store.load();
  outbox = newOutbox(loaded.ok ? loaded.value.outbox : []);
  outbox.start();
}

/** Adds a message and stores it, as a caller does. */
function say(id: string, asked: Partial<NewMessage> = {}): void {
  keep(outbox.add({ id, place: ops, urgency: "warning", notice: alertNotice(), ...asked }), asked.transitions);
}

function line(id: string, of: string, asked: Partial<NewMessage> = {}): void {
  const place = { kind: "thread", of, broadcast: false } as const;
  say(id, { place, urgency: "history", notice: threadNotice(`line ${id}`), ...asked });
}

function keep(message: OutgoingMessage | null, transitions: readonly NewTransition[] = []): void {
  if (message === null) throw new Error("no such message");
  const records = transitions.map(({ id, transition }) => ({
    ...{ id, transition, at: clock.now(), alert: "a", host: "web-1", daemon: null, sentence: "" },
    ...({ rule: "load", severity: "warning", message: message.id } as const),
  }));
  void saver.save({ outbox: [message], transitions: records }).then(() => outbox.release([message]));
}

function fire(index: number, severity: AlertNotice["severity"] = "warning"): void {
  const notice = alertNotice({ key: { host: `h${index}`, rule: "load", daemon: null }, severity });
  say(`a${index}`, { notice, urgency: severity, transitions: [{ id: `t-a${index}`, transition: "fired" }] });
}

function revise(id: string, changes: Partial<AlertNotice>, urgency: NewMessage["urgency"] = "warning"): void {
  keep(outbox.revise(id, { notice: noticeOf(id, changes), urgency }));
}

function tell(id: string, changes: Partial<AlertNotice>, transition: NewTransition["transition"]): void {
  const transitions = [{ id: `t-${id}-${transition}`, transition }];
  const notice = noticeOf(id, changes);
  keep(outbox.revise(id, { notice, urgency: notice.severity, transitions }), transitions);
}

function noticeOf(id: string, changes: Partial<AlertNotice>): AlertNotice {
  const old = outbox.find(id)?.notice;
  return alertNotice(old?.kind === "alert" ? { key: old.key, severity: old.severity, ...changes } : changes);
}

function backlogs(): readonly BacklogNotice[] {
  return chat.shown.map(({ notice }) => notice).filter((notice) => notice.kind === "backlog");
}

/** Each transition is told by a message that stands, and those that are counted are as many as the counts say. */
function expectAllAccounted(): void {
  const tellers = new Map(chat.shown.map(({ id, notice }) => [id, notice]));
  let counted = 0;
  for (const { id, message } of store.allTransitions()) {
    const teller = tellers.get(message ?? "");
    expect(teller, `${id} is told by ${message}`).toBeDefined();
    if (teller?.kind === "backlog") counted += 1;
  }
  const sum = backlogs().reduce((all, { counted: { fired, resolved, other } }) => all + fired + resolved + other, 0);
  expect(sum).toBe(counted);
}

function reactOnce(kind: "post" | "edit" | "find", reaction: Reaction): void {
  const usual = chat.react;
  let done = false;
  chat.react = (call) => {
    if (done || call.kind !== kind) return usual(call);
    done = true;
    return reaction;
  };
}
