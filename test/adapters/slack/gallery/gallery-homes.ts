import { instant } from "../../../../src/domain/time.ts";
import { states } from "../../../support/restart-request.ts";
import { aFiring, aSilence } from "../alerts.ts";
import { aHost, now } from "../boards.ts";
import { aHome } from "../homes.ts";
import { boards } from "./gallery-answers.ts";
import { requestOf } from "./gallery-restarts.ts";
import { type GalleryState, homeStates } from "./gallery-state.ts";

const acknowledged = { by: "U02BOB", at: now, askedAt: null };
const requests = [requestOf({ id: "mine", number: 18 }), requestOf({ id: "other", number: 17, state: states.running })];

/** The Home tab over each board, and on a day on which everything happens. */
export function homeGallery(): readonly GalleryState[] {
  const starving = boards.find(([name]) => name === "some of each")?.[1] ?? [];
  const alerts = { ...aHome().alerts, open: [aFiring(), aFiring({ id: "a2", acknowledged })], silences: [aSilence] };
  const busy = {
    ...{ alerts, requests, forYou: new Set(["mine"]), canAsk: true },
    links: new Map([["mine", "https://example.slack.com/archives/C01OPS/p1"]]),
    locks: [{ host: null, by: "U03CAROL", reason: "moving house", at: now }],
    due: [{ host: "scipy", daemon: "zope", at: instant(now + 3_600_000) }],
    troubles: [
      { name: "store", severity: "critical", sentence: "The disk of the store is full.", advice: "Free 10 MiB." },
    ],
  } as const;
  return homeStates([
    ...boards.map(([name, hosts]) => [name, aHome(hosts)] as const),
    ["everything at once", aHome(starving, busy)],
    ["a fleet", aHome([...starving, ...Array.from({ length: 30 }, (_, index) => aHost({ host: `web-${index + 1}` }))])],
    ["many of everything", aHome(starving, { ...busy, ...manyOfEach() })],
  ]);
}

function manyOfEach() {
  const many = <T>(make: (index: number) => T): readonly T[] => Array.from({ length: 20 }, (_, index) => make(index));
  return {
    alerts: {
      ...aHome().alerts,
      open: many((index) => aFiring({ id: `a${index}` })),
      silences: many((index) => ({ ...aSilence, id: `s${index}` })),
    },
    requests: many((index) => requestOf({ id: `r${index}`, number: index })),
    due: many((index) => ({ host: `web-${index}`, daemon: "zope", at: instant(now + index * 3_600_000) })),
  };
}
