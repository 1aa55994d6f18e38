import { expect, test } from "vitest";
import { createSlackTime } from "../../../src/adapters/slack/slack-time.ts";
import { instant } from "../../../src/domain/time.ts";

const noon = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;

/** A bot whose clock shows this, and that has heard what time it is for Slack. */
async function heardAt(shown: number, date: string | null) {
  let now = shown;
  const time = createSlackTime({ now: () => instant(now) });
  const headers = date === null ? {} : { date };
  await time.listening(async () => new Response("", { headers }))("https://slack.com/api/api.test");
  return {
    of: (at: number) => time.of(instant(at)),
    set(to: number) {
      now = to;
    },
  };
}

test("a time of the bot's is one of Slack's, however far their clocks are apart", async () => {
  const slack = new Date(noon).toUTCString();
  expect((await heardAt(noon + 48 * hour, slack)).of(noon + 47 * hour)).toBe(noon - hour);
  expect((await heardAt(noon - 48 * hour, slack)).of(noon - 49 * hour)).toBe(noon - hour);
});

test.each([null, "no date"])("an answer without a time changes nothing: %s", async (date) => {
  expect((await heardAt(noon, date)).of(noon - hour)).toBe(noon - hour);
});

test("what was noted before the clock was set back is looked for in the last hour", async () => {
  const { of, set } = await heardAt(noon, new Date(noon).toUTCString());
  set(noon - 1);
  expect(of(noon)).toBe(noon - 1 - hour);
});
