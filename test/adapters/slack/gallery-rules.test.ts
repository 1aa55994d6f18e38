import { describe, expect, it } from "vitest";
import { countLines } from "../../../src/adapters/slack/views/count-lines.ts";
import { messageLinesMax } from "../../../src/adapters/slack/views/take-within.ts";
import { blockMarkupFaults } from "../../../src/trial/blocks/markup.ts";
import { validateView } from "../../../src/trial/blocks/validate-view.ts";
import { objectsIn } from "../../../src/trial/blocks/walk.ts";
import { characterOf } from "../../../src/trial/page/emoji-names.ts";
import { expectGood } from "./check-message.ts";
import { gallery } from "./gallery/gallery.ts";
import { formsOf, type GalleryState, type MessageState } from "./gallery/gallery-state.ts";

const states = gallery();
const messages = states.filter((state): state is MessageState => state.kind === "message");
const buttonsMax = 4;
/** What somebody asks for as a list and reads alone, a line or a row with its button for each; and what a thread holds. */
const lists = ["help", "doctor", "alerts", "details", "digest-thread"];
const listLinesMax = 70;

/** One meaning each, beside which a word stands. */
const emojis = new Set([
  ...["red_circle", "large_orange_circle", "large_green_circle", "white_circle", "black_circle", "warning"],
  ...["eyes", "no_bell", "repeat", "zzz", "hourglass_flowing_sand", "chart_with_upwards_trend", "floppy_disk"],
  ...["speech_balloon", "bar_chart", "lock", "calendar", "mag", "question", "x", "white_check_mark"],
  ...["raised_hand", "ballot_box_with_check", "no_entry", "no_entry_sign", "alarm_clock", "heavy_multiplication_x"],
  "wastebasket",
]);

/** Hosts and daemons of the gallery, and what a sentence may be about where it is about all of them. */
const subjects =
  /web-\d|scipy|db-\d|zope|solr|puma|celery|pg|worker|the bot|\bhosts?\b|\bheaps?\b|\balerts?\b|restarts?\b|report|command|approval/i;

describe.each(messages.map((state) => [`${state.group}: ${state.name}`, state] as const))(
  "the message %s",
  (_, state) => {
    const { message, group } = state;

    it("is read at a glance, and leaves the rest to a thread, a dialog or a command", () => {
      for (const { form, blocks } of formsOf(message)) {
        expect([form, countLines(blocks)]).toEqual([
          form,
          expect.toSatisfy((lines: number) => lines <= linesMaxOf(group)),
        ]);
        const buttons = [...objectsIn(blocks)].filter(({ object }) => object.type === "button").length;
        if (group !== "alerts") expect(buttons).toBeLessThanOrEqual(buttonsMax);
      }
    });

    it("is told by its text alone: a sentence without marks that names what and where", () => {
      expect(message.text).toMatch(/^(?:<\S+> )*[\p{L}\d]\S*(?: \S+){2,}/u);
      expect(message.text).toMatch(subjects);
      expect(message.text).not.toMatch(/:[a-z_]+:|\*|`/);
    });

    it("breaks no rule of Slack's", () => {
      expectGood(message);
      for (const { blocks } of formsOf(message)) expect(blockMarkupFaults(blocks, "/blocks")).toEqual([]);
    });
  },
);

function linesMaxOf(group: string): number {
  return lists.includes(group) ? listLinesMax : messageLinesMax;
}

describe.each(states.map((state) => [`${state.kind} ${state.group}: ${state.name}`, state] as const))(
  "%s",
  (_, state) => {
    const texts = textsOf(state);

    it("has words beside each sign, one sign to a line, and each sign of one set", () => {
      for (const line of texts.flatMap((text) => text.split("\n"))) {
        const signs = [...line.matchAll(/:([a-z_]+):/g)].map(([, sign]) => sign);
        expect([line, signs.length]).toEqual([line, expect.toSatisfy((count: number) => count <= 1)]);
        expect(signs.filter((sign) => !emojis.has(String(sign)))).toEqual([]);
        expect(signs.filter((sign) => characterOf(String(sign)) === undefined)).toEqual([]);
        if (signs.length > 0) expect(line).toMatch(/:[a-z_]+: \S*[\p{L}\d]/u);
      }
    });

    it("counts one thing as one, gives sizes in binary units, and times in the reader's zone", () => {
      for (const text of texts) {
        const read = text.replaceAll(/<!date\^\d+\^[^|>]+\|[-\d: ]+ UTC>/g, "TIME");
        expect(read).not.toMatch(
          /(?<![\d.,–])1 (?:hosts|alerts|restarts|lines|connections|days|times|tasks|people|windows)\b/,
        );
        expect(read).not.toMatch(/\d [KMGT]B\b|\b0\.0 s\b|NaN|undefined|null|Infinity|\[object/);
        expect(read).not.toMatch(/<!date|\d\d UTC|\d{4}-\d\d-\d\d/);
      }
    });

    it("has a text beside each picture, and is taken by the trial workspace", () => {
      if (state.kind !== "message") {
        expect(validateView(state.view)).toEqual([]);
        expect(blockMarkupFaults(state.view.blocks, "/view/blocks")).toEqual([]);
        return;
      }
      for (const { blocks } of formsOf(state.message))
        for (const { object } of objectsIn(blocks))
          if (object.type === "image") expect(object.alt_text).toMatch(/\S+(?: \S+){3,}/);
    });
  },
);

/** Everything that is read, without what is read by the letter. */
function textsOf(state: GalleryState): readonly string[] {
  const shown = state.kind === "message" ? formsOf(state.message) : [state.view];
  const marked = [...objectsIn(shown)].flatMap(({ object }) => (object.type === "mrkdwn" ? [String(object.text)] : []));
  return marked.map((text) => text.replaceAll(/`[^`]*`/g, "CODE"));
}
