import fc from "fast-check";
import { expect, it } from "vitest";
import { blockMarkupFaults } from "../../../src/trial/blocks/markup.ts";
import { validateView } from "../../../src/trial/blocks/validate-view.ts";
import { objectsIn } from "../../../src/trial/blocks/walk.ts";
import { expectGood } from "./check-message.ts";
import { formsOf } from "./gallery/gallery-state.ts";
import { hostileText } from "./hostile-texts.ts";
import { type Rendered, renderHostile } from "./hostile-views.ts";

/** How many views are drawn from hostile texts: `npm run test:renderers` draws 1,000,000. */
const inputs = Number(process.env["SCIPY_RENDERER_INPUTS"] ?? 4000);
const perRun = [...renderHostile(Array(12).fill("x"), 5)].length;
/** 1,000,000 take about 25 minutes of a CPU. In ms. */
const timeLimit = 4 * 3_600_000;

it(
  "whatever hosts and people say is shown and commands nothing, in every view: no mention, link, control character or broken limit",
  () => {
    const texts = fc.array(hostileText, { minLength: 12, maxLength: 12 });
    const size = fc.integer({ min: 0, max: 40 });
    let drawn = 0;
    const property = fc.property(texts, size, (given, many) => {
      for (const rendered of renderHostile(given, many)) {
        expectHarmless(rendered);
        drawn += 1;
      }
    });
    fc.assert(property, { numRuns: Math.ceil(inputs / perRun), examples: longest });
    console.info(`${drawn} renderer inputs: 0 live mentions or links, 0 too long, 0 refused`);
    expect(drawn).toBeGreaterThanOrEqual(inputs);
  },
  timeLimit,
);

/** Escaped, each of these characters is five: whatever is cut before that is longest with them. */
const longest: [string[], number][] = [0, 1, 3, 12, 40].map((size) => [Array(12).fill("&".repeat(4000)), size]);

function expectHarmless(rendered: Rendered): void {
  if (rendered.kind === "message") {
    expectGood(rendered.message);
    for (const { blocks } of formsOf(rendered.message)) expectOwnMarkup(blocks, rendered.message.text);
    return;
  }
  const { view } = rendered;
  expect(validateView(view)).toEqual([]);
  expect(blockMarkupFaults(view.blocks, "/view/blocks")).toEqual([]);
  expectOwnMarkup(view);
}

/** Every live token is a date, a person or group that was passed as such, or a link that Slack gave to a message of its own. */
function expectOwnMarkup(shown: object, text = ""): void {
  const markup = [...objectsIn(shown)].flatMap(({ object }) => (object.type === "mrkdwn" ? [String(object.text)] : []));
  const tokens = [text, ...markup].flatMap((each) => each.match(/<[^>]*>?/g) ?? []);
  expect(tokens.filter((token) => !own.some((form) => form.test(token)))).toEqual([]);
  expect(JSON.stringify(shown)).not.toMatch(forbidden);
}

const own = [
  /^<(?:@U01ALICE|@U02BOB|!subteam\^S01OPS)>$/,
  /^<!date\^\d+\^\{[a-z_]+\}(?: \{[a-z_]+\})?\|[-\d: ]+ UTC>$/,
  /^<https:\/\/(?:example\.slack\.com\/|evil\.example\/)[^<>|\s]*\|(?:Go to the alert|Decide)>$/,
];

/** Escapes of JSON for control characters and lone surrogates, and the characters that reorder or hide text. */
const forbidden = /\\u00[01][0-9a-f]|\\u[dD][89a-fA-F]|[\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/;
