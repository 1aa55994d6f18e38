import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawHeap } from "../../../src/domain/picture/draw-heap.ts";
import { instant } from "../../../src/domain/time.ts";
import { expectInside, linesIn } from "../../support/drawn.ts";
import { gibibytes, outlook } from "../../support/heap-outlooks.ts";

const limit = { bytes: gibibytes(3.5), by: "set" as const };
const zope = { host: "scipy", daemon: "zope", deploys: [] };

function drawn(...args: Parameters<typeof outlook>) {
  const picture = drawHeap({ ...zope, outlook: outlook(...args), limit });
  if (picture === null) throw new Error("nothing was drawn");
  return picture;
}

/** The last reading is at 0 on the clock of the deploys. */
function withDeploys(deploys: readonly { readonly days: number; readonly note: string | null }[]) {
  const marked = deploys.map(({ days, note }) => ({ at: instant(-days * 86_400_000), by: null, note }));
  const picture = drawHeap({ ...zope, outlook: outlook(), limit, deploys: marked });
  if (picture === null) throw new Error("nothing was drawn");
  return picture;
}

describe("the picture of a heap", () => {
  it("says what it is, what there is to see, and where the forecast and the threshold lie", () => {
    const lines = linesIn(drawn());
    expect(lines[0]).toBe("Heap of zope on scipy");
    expect(lines).toEqual(expect.arrayContaining(["4.0 GiB", "3.1 GiB", "2.5 GiB", "3.5 GiB", "now"]));
    expect(lines).toEqual(expect.arrayContaining(["measured, 2.1 GiB now", "most likely", "90 % range", "threshold"]));
  });

  it("tells its finding to those who do not see it", () => {
    expect(drawn().altText).toBe(
      "Heap of zope on scipy, last 5 d: 2.1 GiB now. It still grows. In 7 d it stands at 2.5–4.0 GiB with 90 % probability, most likely at 3.1 GiB. Its limit (threshold) is 3.5 GiB.",
    );
  });

  it("tells each line from the others by its dashes, and not by its colour alone", () => {
    const { svg } = drawn();
    const dashes = ["6 4", "10 3 2 3"].map((dash) => svg.includes(`stroke-dasharray="${dash}"`));
    expect(dashes).toEqual([true, true]);
  });

  it("marks each restart and breaks the line there", () => {
    const once = drawn({ earlierDays: [3] });
    const twice = drawn({ earlierDays: [3, 2] });
    expect(linesIn(once)).toContain("restart");
    expect(once.altText).toContain("It was restarted once in that time.");
    expect(twice.altText).toContain("It was restarted 2 times in that time.");
    expect(twice.svg.split('stroke="#1a5fb4" stroke-width="2.5" stroke-linejoin="round"')).toHaveLength(3 + 1 + 1);
    expect(linesIn(drawn())).not.toContain("restart");
  });

  it("marks each deploy that lies in what is drawn, with its release, and tells it", () => {
    const picture = withDeploys([
      { days: 2, note: "4.2" },
      { days: 4, note: null },
      { days: 30, note: "3.9" },
    ]);
    expect(linesIn(picture)).toEqual(expect.arrayContaining(["deploy", "4.2"]));
    expect(linesIn(picture)).not.toContain("3.9");
    expect(picture.svg.split('stroke-dasharray="7 3"')).toHaveLength(1 + 2);
    expect(picture.altText).toMatch(/ It was deployed 2 d ago \(4\.2\), 4 d ago\.$/);
    expect(linesIn(drawn())).not.toContain("deploy");
    const now = withDeploys([{ days: -0.01, note: "now" }]);
    expect(now.altText).toMatch(/It was deployed 0\.0 s ago \(now\)\.$/);
    expectInside(now);
  });

  it("names the newest of many deploys, none over another, and tells how many there are", () => {
    const picture = withDeploys(
      Array.from({ length: 9 }, (_, index) => ({ days: index / 2, note: `release 4.${index}` })),
    );
    const shown = linesIn(picture).filter((line) => line.startsWith("release"));
    expect(shown[0]).toBe("release 4.0");
    expect(shown.length).toBeLessThan(6);
    expect(picture.svg.split('stroke-dasharray="7 3"')).toHaveLength(1 + 9);
    expect(picture.altText).toMatch(/, 6 times before that\.$/);
    expectInside(picture);
  });

  it("shows no band where there is no forecast", () => {
    const picture = drawn({ forecast: false });
    expect(linesIn(picture)).not.toContain("90 % range");
    expect(picture.altText).toContain("There is no forecast yet.");
    expectInside(picture);
  });

  it("leaves a threshold out that would press the course flat, and tells it all the same", () => {
    const picture = drawHeap({ ...zope, outlook: outlook(), limit: { bytes: gibibytes(64), by: "set" as const } });
    expect(picture?.svg).not.toContain("10 3 2 3");
    expect(picture?.altText).toContain("Its limit (threshold) is 64.0 GiB.");
  });

  it("calls a limit that nobody has set what it is", () => {
    const picture = drawHeap({
      ...zope,
      outlook: outlook(),
      limit: { bytes: gibibytes(3.5), by: "share of RAM" as const },
    });
    expect(picture === null ? [] : linesIn(picture)).toContain("45 % of RAM");
    expect(picture?.altText).toContain("Its limit (45 % of RAM) is 3.5 GiB.");
  });

  it("is not drawn before there is a course", () => {
    expect(drawHeap({ ...zope, outlook: outlook({ days: 0.001, forecast: false }), limit })).toBeNull();
    expect(drawHeap({ ...zope, outlook: { ...outlook(), course: [], earlier: [] }, limit })).toBeNull();
  });

  it("is the same for the same figures", () => {
    expect(drawn()).toEqual(drawn());
  });

  it("lets no name break out of its text, and no text out of the picture", () => {
    const names = fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), fc.constantFrom(...hostile));
    fc.assert(
      fc.property(names, names, (host, daemon) => {
        const deploys = [{ at: instant(-1000), by: null, note: host.slice(0, 100) }];
        const picture = drawHeap({ host, daemon, outlook: outlook(), limit, deploys });
        if (picture === null) throw new Error("nothing was drawn");
        expect(picture.svg).not.toMatch(/<(script|image|a|use|foreignObject|style)\b/);
        expectInside(picture);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps every figure inside, whatever the sizes and the span are", () => {
    const sizes = fc.integer({ min: 1, max: 2 ** 45 });
    const days = fc.double({ min: 0.01, max: 400, noNaN: true });
    fc.assert(
      fc.property(sizes, days, fc.boolean(), (nowBytes, shown, forecast) => {
        const picture = drawHeap({ ...zope, outlook: outlook({ nowBytes, days: shown, forecast }), limit });
        if (picture !== null) expectInside(picture);
      }),
      { numRuns: 150 },
    );
  });
});

const hostile = [
  '"/><script>alert(1)</script>',
  "]]><image href='file:///etc/passwd'/>",
  "&amp;&lt;!ENTITY x SYSTEM 'file:///etc/passwd'>",
  "\u202egnp.exe\u0000\u001b[31m",
  "W".repeat(10_000),
  "\ud800 lone",
  "中文守护进程 демон",
];
