import { describe, expect, it } from "vitest";
import type { Daemon } from "../../src/domain/daemon.ts";
import { absent, known } from "../../src/domain/figure.ts";
import { keepConnections } from "../../src/domain/keep-connections.ts";
import type { DaemonFigures } from "../../src/domain/sample.ts";
import type { ReadHost } from "../../src/domain/status.ts";
import { seconds } from "../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../src/domain/watched-host.ts";
import { aDaemon, aSample } from "../support/sample.ts";

const before = statusOf(aDaemon("zope", 1e9, { connections: known(7) }));

describe("connections counted just before", () => {
  it("stand in for those that could not be counted, in the sample and in the daemon's figures", () => {
    expect(connectionsOf(keepConnections(statusOf(aDaemon("zope", 1e9)), before))).toEqual([7, 7]);
  });

  it("give way to a new count, which may be 0", () => {
    const counted = statusOf(aDaemon("zope", 1e9, { connections: known(0) }));
    expect(connectionsOf(keepConnections(counted, before))).toEqual([0, 0]);
  });

  it("are not those of a daemon that is down by now, nor of another one", () => {
    const down = statusOf(aDaemon("zope", 0, { state: "down", connections: absent("the process is gone") }));
    expect(connectionsOf(keepConnections(down, before))).toEqual([null, null]);
    const other = statusOf(aDaemon("zeo", 1e9));
    expect(connectionsOf(keepConnections(other, before))).toEqual([null, null]);
  });
});

function statusOf(figures: DaemonFigures): ReadHost {
  const daemon: Daemon = {
    name: figures.name,
    find: { by: "command", pattern: figures.name },
    ports: [8080],
    healthUrl: null,
    threshold: { kind: "auto" },
    restart: null,
  };
  const host = newWatchedHost({ name: "web-1", reach: { kind: "local" }, daemons: [daemon] }, seconds(15));
  return takeSample(host, aSample({ daemons: [figures] })).status;
}

function connectionsOf(status: ReadHost): (number | null | undefined)[] {
  return [status.sample.daemons[0]?.connections.value, status.daemons[0]?.figures.connections.value];
}
