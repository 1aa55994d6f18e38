import { expect, it } from "vitest";
import { fail, succeed } from "../../../src/domain/result.ts";
import { seconds } from "../../../src/domain/time.ts";
import { newWatchedHost, takeSample, withEarlier } from "../../../src/domain/watched-host.ts";
import { recallHour } from "../../../src/services/watch/recall-hour.ts";
import { aSample, later } from "../../support/sample.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const host = (name: string) => ({ name, reach: { kind: "local" } as const, daemons: [] });

it("puts the stored hour of each host in front of what is seen since, and goes on where one cannot be read", async () => {
  const clock = new VirtualClock();
  const stored = aSample();
  const reminded: string[] = [];
  await recallHour([host("web-1"), host("db-1")], {
    clock,
    readings: {
      samples: async (name) => (name === "web-1" ? fail({ reason: "fault", detail: "x" }) : succeed([stored])),
    },
    watch: { remind: (name) => reminded.push(name) },
  });
  expect(reminded).toEqual(["db-1"]);
});

it("keeps a chart in the order of time, without the readings that were seen meanwhile", () => {
  const first = aSample();
  const { watched } = takeSample(newWatchedHost(host("web-1"), seconds(15)), later(first, 60));
  const whole = withEarlier(watched, [first, later(first, 30), later(first, 60), later(first, 90)]);
  expect(whole.history.map(({ at }) => at - first.takenAt)).toEqual([0, 30_000, 60_000]);
});
