import { parentPort } from "node:worker_threads";
import { outlookOf } from "../../domain/heap/heap-outlook.ts";
import { planHost } from "../../domain/heap/plan-host.ts";
import type { HeapJob, HeapJobDone } from "./heap-job.ts";
import { createHourOfWeek } from "./hour-of-week.ts";

/** The other thread: answers one job after the other. */
parentPort?.on("message", (job: HeapJob) => parentPort?.postMessage(done(job)));

function done(job: HeapJob): HeapJobDone {
  if (!("plan" in job)) return { id: job.id, outlook: outlookOf(job.points, job.options) };
  const { zone, ...question } = job.plan;
  return { id: job.id, planned: planHost({ ...question, hourOfWeek: createHourOfWeek(zone) }) };
}
