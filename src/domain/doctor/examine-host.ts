import { withAdvice } from "../absence-advice.ts";
import { finderPhrase } from "../daemon.ts";
import type { Reach } from "../host.ts";
import type { DaemonStatus, FailedHost, HostStatus, ReadHost } from "../status.ts";
import { millis, renderDuration } from "../time.ts";
import type { Finding } from "./finding.ts";

/** The host's boot time is given in whole seconds, and the answer travels: less than this is no skew that can be told. */
export const clockSkewMaxSeconds = 5;

/** What one reading of a host shows of the bot's access to it. */
export function examineHost(status: HostStatus, reach: Reach): readonly Finding[] {
  if (status.kind === "waiting") return [{ ...about(status, "reach", "failed"), sentence: "It was not asked." }];
  if (status.kind === "failed") return [examineFailure(status)];
  return [
    { ...about(status, "reach", "ok"), sentence: `It answered in ${Math.round(status.sample.tookMs)} ms.` },
    ...examineKey(status, reach),
    examineClock(status),
    ...examineFigures(status),
    ...status.daemons.map((daemon) => examineDaemon(status, daemon)),
  ];
}

function about<O extends Finding["outcome"]>(status: HostStatus, check: string, outcome: O) {
  return { subject: status.host, check, outcome };
}

function examineFailure(status: FailedHost): Finding {
  const check = status.failure.reason.startsWith("host key") ? "host key" : "reach";
  return { ...about(status, check, "failed"), sentence: status.failure.detail };
}

/** A host that answers was verified before anything was sent to it. */
function examineKey(status: ReadHost, reach: Reach): readonly Finding[] {
  if (reach.kind === "local") return [];
  const { trust } = reach;
  const against = trust.kind === "fingerprint" ? "the pinned fingerprint" : trust.file;
  return [{ ...about(status, "host key", "ok"), sentence: `It was verified against ${against}.` }];
}

function examineClock(status: ReadHost): Finding {
  const { bootedAtSeconds, uptimeSeconds } = status.sample.system;
  if (bootedAtSeconds.value === null || uptimeSeconds.value === null)
    return {
      ...about(status, "clock", "warning"),
      sentence: "The host does not say when it booted: its clock cannot be checked.",
    };
  const skew = bootedAtSeconds.value + uptimeSeconds.value - status.sample.takenAt / 1000;
  const size = renderDuration(millis(Math.abs(skew) * 1000));
  if (Math.abs(skew) <= clockSkewMaxSeconds)
    return { ...about(status, "clock", "ok"), sentence: "It agrees with the bot's." };
  const sentence = `It is ${size} ${skew > 0 ? "ahead of" : "behind"} the bot's. Run an NTP client on both, or starts and ages will be wrong.`;
  return { ...about(status, "clock", "warning"), sentence };
}

/** The figures that the diagnosis rests on, and what stands in when one is absent. */
function examineFigures(status: ReadHost): readonly Finding[] {
  const { memory, pressure, cpuTicks } = status.sample.system;
  const wanted = [
    { check: "memory", figure: memory.availableBytes, without: "available memory is not known" },
    {
      check: "pressure",
      figure: pressure.memory,
      without: "memory starvation is told by paging figures instead, which is slower",
    },
    { check: "cpu", figure: cpuTicks, without: "the CPU's share cannot be told" },
  ];
  return wanted.map(({ check, figure, without }) =>
    figure.reason === undefined
      ? { ...about(status, check, "ok"), sentence: "It can be read." }
      : { ...about(status, check, "warning"), sentence: `It is absent because ${figure.reason}: ${without}.` },
  );
}

function examineDaemon(status: ReadHost, { daemon, figures }: DaemonStatus): Finding {
  const check = `daemon ${daemon.name}`;
  if (figures.state === "down")
    return {
      ...about(status, check, "warning"),
      sentence: `No process matches ${finderPhrase(daemon.find)}. Is it running?`,
    };
  if (figures.heapBytes.reason !== undefined)
    return {
      ...about(status, check, "warning"),
      sentence: `Its heap is not known because ${withAdvice(figures.heapBytes.reason)}.`,
    };
  if (figures.heapSource === "rss")
    return { ...about(status, check, "warning"), sentence: "Only its RSS can be read, which is blind to swap." };
  const count = figures.processes.length;
  return {
    ...about(status, check, "ok"),
    sentence: `${count} ${count === 1 ? "process" : "processes"}; heap read from ${figures.heapSource}.`,
  };
}
