import { absent, known } from "../../../src/domain/figure.ts";
import type { HostStatus } from "../../../src/domain/status.ts";
import { aDaemon } from "../../support/sample.ts";
import { aFailedHost, aStarvingHost, daemonStatus, gibibyte } from "./boards.ts";

/** Hosts of each kind with these texts in every place that holds one. */
export function hostileHosts(texts: readonly string[]): readonly HostStatus[] {
  const text = (index: number) => texts[index] ?? "";
  const figures = aDaemon(text(0), 3 * gibibyte, {
    cgroup: {
      path: text(1),
      anonBytes: absent("the field is missing"),
      swapBytes: absent("the field is missing"),
      maxBytes: absent("the field is missing"),
      currentBytes: absent("the field is missing"),
      pressure: absent("the field is missing"),
      limitHits: known(0),
      oomKills: known(0),
    },
    connections: known(3),
  });
  const read = aStarvingHost(text(2), [daemonStatus(figures)]);
  const { cause } = read.diagnosis;
  const diagnosis = {
    ...read.diagnosis,
    culprits: [text(0), text(3)],
    victims: [text(3)],
    cause: { ...cause, sentence: text(4), clause: text(4), evidence: [text(5), text(6)], advice: text(7) },
  };
  const failed = aFailedHost(text(8), read);
  const failure = { ...failed.failure, detail: text(5) };
  return [
    { ...read, diagnosis },
    { ...failed, failure },
    { kind: "waiting", host: text(6) },
  ];
}
