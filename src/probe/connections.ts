import { absent, type Figure, known } from "../domain/figure.ts";
import type { Answer, Section } from "./answer.ts";
import { countField, thenFigure } from "./fields.ts";

/** Established TCP connections by local port. */
export interface Connections {
  readonly of: (port: number) => Figure;
}

const tables = ["/proc/net/tcp", "/proc/net/tcp6"] as const;

/** Reads the answer to "connections". A host without IPv6 has the first table alone. */
export function parseConnections(answer: Answer): Connections {
  const [four, six] = tables.map((path): Section | undefined => answer.sections.get(path));
  return {
    of: (port) => {
      if (four === undefined) return absent("it was not asked for");
      if (four === null) return absent("the file cannot be read");
      const inFour = countIn(four, port);
      return six == null ? inFour : thenFigure(inFour, (a) => thenFigure(countIn(six, port), (b) => known(a + b)));
    },
  };
}

function countIn(lines: readonly string[], port: number): Figure {
  return countField(known(lines), `port ${port}`, "it was not asked for");
}
