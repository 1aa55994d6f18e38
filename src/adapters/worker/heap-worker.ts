import { parentPort } from "node:worker_threads";
import { outlookOf } from "../../domain/heap/heap-outlook.ts";
import type { HeapJob } from "./heap-job.ts";

/** The other thread: answers one job after the other. */
parentPort?.on("message", ({ id, points, options }: HeapJob) => {
  parentPort?.postMessage({ id, outlook: outlookOf(points, options) });
});
