import type { DaemonFigures } from "./sample.ts";
import type { ReadHost } from "./status.ts";

/** A status with the connections counted just before, for the daemons that are up and whose own could not be counted. */
export function keepConnections(status: ReadHost, before: ReadHost): ReadHost {
  const keep = (figures: DaemonFigures): DaemonFigures => {
    const earlier = before.sample.daemons.find(({ name }) => name === figures.name);
    if (earlier === undefined || figures.state !== "up" || figures.connections.value !== null) return figures;
    return { ...figures, connections: earlier.connections };
  };
  return {
    ...status,
    sample: { ...status.sample, daemons: status.sample.daemons.map(keep) },
    daemons: status.daemons.map((daemon) => ({ ...daemon, figures: keep(daemon.figures) })),
  };
}
