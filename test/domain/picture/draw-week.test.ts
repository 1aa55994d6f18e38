import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawWeek } from "../../../src/domain/picture/draw-week.ts";
import { instant } from "../../../src/domain/time.ts";
import { expectInside, linesIn } from "../../support/drawn.ts";
import { aHostWeek } from "../../support/host-week.ts";

const hour = 3_600_000;
const to = instant(Date.UTC(2026, 0, 19, 9));
const from = instant(to - 7 * 24 * hour);
const busy = aHostWeek("web-1", { to, firedBefore: [50, 45], restartedBefore: [40], swapGib: 2 });
const calm = aHostWeek("db-1", { to });

function drawn(hosts = [busy, calm]) {
  const picture = drawWeek({ from, to, hosts });
  if (picture === null) throw new Error("nothing was drawn");
  return picture;
}

describe("the picture of a week", () => {
  it("names the worst host with what is to be known of it, and has a panel for each", () => {
    const lines = linesIn(drawn());
    expect(lines[0]).toBe("Memory of the last 7 d");
    expect(lines.slice(1, 3).join(" ")).toMatch(
      /^web-1: 2 alerts, 1 restart; \d+ MiB available at the least, 2\.0 GiB of swap in use at the most\.$/,
    );
    expect(lines).toContain("db-1");
    expect(lines.slice(-4)).toEqual(["available, at the least", "swap in use, at the most", "alert", "restart"]);
  });

  it("explains nothing that it does not show", () => {
    expect(linesIn(drawn([calm])).slice(-1)).toEqual(["available, at the least"]);
  });

  it("tells of each host to those who do not see it", () => {
    const { altText } = drawn();
    expect(altText).toMatch(
      /^Memory of the last 7 d\. web-1: 2 alerts, 1 restart; .* db-1: no alert; .*, no swap in use\.$/,
    );
  });

  it("has as many marks as there were alerts and restarts", () => {
    expect(drawn([busy]).svg.match(/<polygon/g)).toHaveLength(2 + 1 + 2);
  });

  it("leaves a gap where nothing was read", () => {
    const paths = (gap: readonly [number, number]) =>
      drawn([aHostWeek("web-1", { to, gap })]).svg.match(/<path/g)?.length;
    expect(paths([0, 0])).toBe(1);
    expect(paths([90, 50])).toBe(2);
  });

  it("is none without a host", () => {
    expect(drawWeek({ from, to, hosts: [] })).toBeNull();
  });

  it("keeps everything inside, whatever the names and figures are", () => {
    const figure = fc.option(fc.integer({ min: 0, max: 2 ** 52 }));
    const slot = fc.option(fc.record({ leastAvailable: figure, mostSwap: figure }));
    const times = fc.array(fc.integer({ min: from, max: to - 1 }).map(instant), { maxLength: 5 });
    const week = fc.record({
      host: fc.string({ unit: "binary", maxLength: 200 }),
      slots: fc.array(slot, { minLength: 84, maxLength: 84 }),
      firedAt: times,
      restartedAt: times,
    });
    fc.assert(
      fc.property(fc.array(week, { minLength: 1, maxLength: 3 }), (hosts) => {
        const picture = drawn(hosts);
        expectInside(picture);
        expect(`${picture.title}${picture.altText}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 40 },
    );
  });
});
