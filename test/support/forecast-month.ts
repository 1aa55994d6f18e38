import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderReply } from "../../src/adapters/slack/views/render-reply.ts";
import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import { known } from "../../src/domain/figure.ts";
import { outlookOf } from "../../src/domain/heap/heap-outlook.ts";
import type { Host } from "../../src/domain/host.ts";
import { succeed } from "../../src/domain/result.ts";
import { type Instant, instant, millis, seconds } from "../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../src/domain/watched-host.ts";
import { answerHeap } from "../../src/services/answers/answer-heap.ts";
import { answerTrackRecord } from "../../src/services/answers/answer-track-record.ts";
import { createForecastLog } from "../../src/services/heap/log-forecasts.ts";
import type { AnswerAddress, Reply } from "../../src/services/ports.ts";
import type { HeapModel } from "../../src/services/ports-heap.ts";
import type { BotStore } from "../../src/services/ports-restart.ts";
import { linesOf } from "../adapters/slack/check-message.ts";
import { quietLog } from "./quiet-log.ts";
import { aDaemon, aSample } from "./sample.ts";
import { aWatchedDaemon } from "./scripted-host.ts";
import { VirtualClock } from "./virtual-clock.ts";

const [hour, day] = [3_600_000, 86_400_000];
const began = instant(Date.UTC(2026, 0, 1));

/** Heaps in bytes by the daemon's name, so many days after the start. */
export type Heaps = Readonly<Record<string, (days: number) => number>>;

/** A host in a real store, read every hour, on a clock that a test moves; its forecasts are logged and scored by the bot's own service. */
export class ForecastMonth {
  readonly clock = new VirtualClock(began);
  readonly log = quietLog();
  readonly #heaps: Heaps;
  readonly #host: Host;
  #folder = "";
  #open: { readonly store: BotStore; readonly record: ReturnType<typeof createForecastLog> } | null = null;

  constructor(heaps: Heaps) {
    this.#heaps = heaps;
    const daemons = Object.keys(heaps).map((name) => aWatchedDaemon(name, 7));
    this.#host = { name: "web-1", reach: { kind: "local" }, daemons };
  }

  /** On the same folder each time. */
  async start(): Promise<void> {
    if (this.#folder === "") this.#folder = await mkdtemp(join(tmpdir(), "scipy-month-"));
    const { clock, log } = this;
    const keep = { readingsMs: millis(2 * day), minutesMs: millis(90 * day), hoursMs: millis(730 * day) };
    const store = await openSqliteStore({ clock, log, keep, folder: this.#folder });
    if (!store.ok) throw new Error(store.error.detail);
    const record = createForecastLog({ ...this.#sources(store.value), forecasts: store.value.forecasts });
    record.start();
    this.#open = { store: store.value, record };
  }

  async stop(): Promise<void> {
    await this.#open?.record.stop();
    await this.#open?.store.close();
    this.#open = null;
  }

  async end(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A day's readings are on disk at its beginning, since that is quicker: nobody asks for what is yet to come. */
  async pass(days: number): Promise<void> {
    for (let left = days; left > 0; left -= 1) {
      const now = this.clock.now();
      await this.store().keep(Array.from({ length: 24 }, (_, index) => this.#sampleOf(instant(now + index * hour))));
      await this.store().rollUp(now);
      await this.clock.advance(day);
    }
  }

  store(): BotStore {
    if (this.#open === null) throw new Error("the bot does not run");
    return this.#open.store;
  }

  /** What Slack would show, by lines. */
  async answer(what: "heap" | "track record", ...names: readonly string[]): Promise<readonly string[]> {
    const said: Reply[] = [];
    const whisper = async (_: unknown, reply: Reply) => {
      said.push(reply);
      return succeed(null);
    };
    const options = { ...this.#sources(this.store()), commandName: "/scipy", chat: { whisper } };
    const asked = { answerTo: "https://answer" as AnswerAddress };
    const daemons = names.map((name) => ({ host: "web-1", name }));
    await (what === "heap" ? answerHeap(options, asked, daemons) : answerTrackRecord(options, asked, daemons));
    return said.flatMap((reply) => linesOf(renderReply(reply).plainBlocks));
  }

  #sources(store: BotStore) {
    const { clock, log } = this;
    const board = () => {
      const { status } = takeSample(newWatchedHost(this.#host, seconds(15)), this.#sampleOf(clock.now()));
      return { askedAt: clock.now(), hosts: [status] };
    };
    const analyze: HeapModel["analyze"] = async (points, question) => succeed(outlookOf(points, question));
    return {
      ...{ clock, log, hosts: [this.#host], watch: { board }, heapModel: { analyze } },
      ...{ readings: store, deploys: store.deploys, forecasts: store.forecasts },
    };
  }

  #sampleOf(takenAt: Instant) {
    const hours = (takenAt - began) / hour;
    // Some noise that is always the same: no heap is a formula.
    const noise = 1 + (((Math.floor(hours) * 7919) % 13) - 6) / 1500;
    const daemons = Object.entries(this.#heaps).map(([name, heapAt]) =>
      aDaemon(name, Math.round(heapAt(hours / 24) * noise), { startedAt: known(began) }),
    );
    return { ...aSample({ daemons }), takenAt };
  }
}
