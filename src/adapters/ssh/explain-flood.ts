import type { Explanation, Place } from "./place.ts";
import { describePlace } from "./place.ts";
import type { Flooded } from "./trouble.ts";

export function explainFlood(flooded: Flooded, place: Place): Explanation {
  return {
    reason: "too much output",
    detail: `${describePlace(place)} ${did[flooded.by](flooded.max)}, and the connection was closed. No SSH server does this: see what it is that answers on that port, and whether the host is what it seems.`,
  };
}

const did: Readonly<Record<Flooded["by"], (max: number) => string>> = {
  received: (max) => `sent more than ${max / 1024} KiB during one login or question`,
  sent: (max) => `called for more than ${max / 1024} KiB of replies during one login or question, or read none of them`,
  awaited: (max) => `had the bot ask back more than ${max} times without an answer`,
};
