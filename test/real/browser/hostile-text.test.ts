import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTrial, type Trial } from "./support/open-trial.ts";
import { showBlocks } from "./support/show-messages.ts";
import { modalView, otherBlocks, statusBlocks } from "./support/showcase.ts";

const HOSTILE = `"><img src=x onerror="window.broken=1"><script>window.broken=1</script><svg onload="window.broken=1">`;

/** Fields that say what a thing is and not what it shows. */
const STRUCTURE = new Set([
  "type",
  "style",
  "align",
  "status",
  "level",
  "action_id",
  "block_id",
  "callback_id",
  "user_id",
]);

describe("hostile text", () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial();
  });
  afterAll(() => trial.close());

  test("in any field of any block stays text", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    const blocks = [statusBlocks(), ...otherBlocks(), modalView().blocks as readonly unknown[]];
    await showBlocks(
      page,
      blocks.map((each) => each.map(poisoned)),
    );
    const found = await page.evaluate(() => ({
      broken: "broken" in window,
      made: document.querySelectorAll("#main script, #main img[src='x'], #main [onerror], #main [onload]").length,
      shown: document.querySelector("#main")?.textContent?.split("onerror").length ?? 0,
    }));
    expect(found).toMatchObject({ broken: false, made: 0 });
    expect(found.shown).toBeGreaterThan(80);
  });

  test("in the names of a message's author, channel and thread stays text", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    await trial.control("message", { channel: "C01OPS", user: "U02BOB", text: HOSTILE });
    await page.unroute("**/_control/messages/C01OPS").catch(() => {});
    await page.getByText('"><img src=x onerror="window.broken=1">').first().waitFor();
    expect(await page.evaluate(() => "broken" in window)).toBe(false);
  });

  test("as an address never becomes a link that runs something", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    const address = "javascript:window.broken=1";
    await showBlocks(page, [
      [
        {
          type: "section",
          text: { type: "mrkdwn", text: `<${address}|one> <data:text/html,x|two> <file:///etc/passwd|three>` },
        },
        { type: "markdown", text: `[four](${address})` },
        {
          type: "rich_text",
          elements: [{ type: "rich_text_section", elements: [{ type: "link", url: address, text: "five" }] }],
        },
        {
          type: "actions",
          elements: [{ type: "button", action_id: "a", url: address, text: { type: "plain_text", text: "six" } }],
        },
        { type: "image", image_url: address, alt_text: "seven" },
      ],
    ]);
    expect(await page.locator("#main .message a").count()).toBe(0);
    for (const word of ["one", "two", "three", "four", "five", "six"])
      expect(await page.getByText(word, { exact: true }).count()).toBe(1);
  });

  test("decodes an entity once and no more", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    await showBlocks(page, [
      [{ type: "section", text: { type: "mrkdwn", text: "a &amp;lt;b&amp;gt; &lt;!channel&gt;" } }],
    ]);
    expect(await page.locator(".message .rich").textContent()).toBe("a &lt;b&gt; <!channel>");
    expect(await page.locator(".mention").count()).toBe(0);
  });
});

function poisoned(value: unknown, key?: unknown): unknown {
  if (typeof value === "string") return typeof key === "string" && STRUCTURE.has(key) ? value : value + HOSTILE;
  if (Array.isArray(value)) return value.map((each) => poisoned(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, poisoned(inside, name)]));
}
