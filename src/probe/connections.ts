import { type Figure, known } from "../domain/figure.ts";
import type { Answer } from "./answer.ts";
import { countField, linesOf, thenFigure } from "./fields.ts";

/** Established TCP connections by local port. */
export interface Connections {
  readonly of: (port: number) => Figure;
}

/** Reads the answer to "connections". A host without IPv6 has the first table alone. */
export function parseConnections(answer: Answer): Connections {
  const four = linesOf(answer, "/proc/net/tcp");
  const six = linesOf(answer, "/proc/net/tcp6");
  return {
    of: (port) => {
      const inFour = countIn(four, port);
      if (six.reason !== undefined) return inFour;
      return thenFigure(inFour, (a) => thenFigure(countIn(six, port), (b) => known(a + b)));
    },
  };
}

function countIn(lines: Figure<readonly string[]>, port: number): Figure {
  return countField(lines, `port ${port}`, "it was not asked for");
}
