import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderDetailsModal } from "../../../src/adapters/slack/views/render-details-modal.ts";
import { renderDialog } from "../../../src/adapters/slack/views/render-dialog.ts";
import { renderHome } from "../../../src/adapters/slack/views/render-home.ts";
import { renderNotice } from "../../../src/adapters/slack/views/render-notice.ts";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { listCommands } from "../../../src/domain/command/list-commands.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { HostStatus } from "../../../src/domain/status.ts";
import { blockMarkupFaults } from "../../../src/trial/blocks/markup.ts";
import { validateView } from "../../../src/trial/blocks/validate-view.ts";
import { objectsIn } from "../../../src/trial/blocks/walk.ts";
import { allRights } from "../../support/known-words.ts";
import { aDaemon } from "../../support/sample.ts";
import { aFailedHost, aStarvingHost, daemonStatus, gibibyte, now, replyOf } from "./boards.ts";
import { expectGood } from "./check-message.ts";
import { hostileHome } from "./homes.ts";
import { hostileAlerts, hostileDialogs, hostileNotices, hostileRestartReplies } from "./hostile-notices.ts";

/** What a host or a configuration might say to make Slack do something. */
const hostile = fc.oneof(
  fc.constantFrom(
    "<!channel>",
    "<@U01ALICE>",
    "<https://evil.example|https://bank.example>",
    "\u001B]8;;http://evil\u0007click\u001B]8;;\u0007",
    "\u001B\u{1F4A9}",
    "\uD800",
    "a\u202Eb\u200Bc",
    "*bold* `code` _it_ ~no~ ```",
    "&lt;!here&gt;",
    "x".repeat(5000),
    "&".repeat(4000),
    "",
    "\n\n> quote\n",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom("<", ">", "&", "!", "@", "|", "\u001B", "\uD83D", "\uDE00", "`", "*", "a"),
    maxLength: 40,
  }),
);

describe("whatever a host says", () => {
  it("is shown and commands nothing: no mention, link, control character or broken limit", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 9, maxLength: 9 }), fc.boolean(), (texts, isWhy) => {
        const reply = replyOf(hostileHosts(texts), isWhy ? "why" : "status");
        expectGood(renderReply(reply));
        expectGood(renderReply({ kind: "notice", sentence: texts[0] ?? "" }));
        expectGood(
          renderReply({
            kind: "usage",
            sentence: texts[1] ?? "",
            suggestion: texts[2] ?? "",
            commandName: texts[3] ?? "",
          }),
        );
        expectGood(
          renderReply({
            kind: "help",
            commandName: "/scipy",
            hosts: texts,
            commands: listCommands({ hosts: texts, daemons: [] }, allRights),
            note: texts[4] ?? null,
          }),
        );
        const views = [
          renderHome(hostileHome(reply, texts), "/scipy"),
          renderDetailsModal({ kind: "details", board: reply.board, now }),
        ];
        for (const view of views) {
          expect(validateView(view)).toEqual([]);
          expect(blockMarkupFaults(view.blocks, "/view/blocks")).toEqual([]);
        }
        expect(JSON.stringify([renderReply(reply), views])).not.toMatch(forbidden);
      }),
      { numRuns: 150 },
    );
  });
});

describe("whatever stands in a notice or a dialog", () => {
  const texts = fc.array(hostile, { minLength: 12, maxLength: 12 });

  it("is shown and commands nothing but what is the bot's own: mentions of people, times, one link", () => {
    fc.assert(
      fc.property(texts, (given) => {
        for (const notice of hostileNotices(given)) {
          const message = renderNotice(notice);
          expectGood(message);
          expectOwnMarkup(message, message.text);
        }
        for (const told of [hostileAlerts(given), ...hostileRestartReplies(given)]) {
          const reply = renderReply(told);
          expectGood(reply);
          expectOwnMarkup(reply, reply.text);
        }
        for (const dialog of hostileDialogs(given)) {
          const view = renderDialog(dialog);
          expect(validateView(view)).toEqual([]);
          expect(blockMarkupFaults(view.blocks, "/view/blocks")).toEqual([]);
          expectOwnMarkup(view);
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** Every live token is a date, a person or group that was passed as such, or the one link. */
function expectOwnMarkup(shown: object, text = ""): void {
  const markup = [...objectsIn(shown)].flatMap(({ object }) => (object.type === "mrkdwn" ? [String(object.text)] : []));
  const tokens = [text, ...markup].flatMap((each) => each.match(/<[^>]*>?/g) ?? []);
  const own =
    /^<(@U01ALICE|@U02BOB|!subteam\^S01OPS|!date\^\d+\^[^|]+\|[-\d: ]+ UTC|https:\/\/example\.slack\.com\/a\|Go to the alert)>$/;
  expect(tokens.filter((token) => !own.test(token))).toEqual([]);
  expect(JSON.stringify(shown)).not.toMatch(forbidden);
}

/** Escapes of JSON for control characters and lone surrogates, and the characters that reorder or hide text. */
const forbidden = /\\u00[01][0-9a-f]|\\u[dD][89a-fA-F]|[\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/;

function hostileHosts(texts: readonly string[]): readonly HostStatus[] {
  const text = (index: number) => texts[index] ?? "";
  const figures = aDaemon(text(0), 3 * gibibyte, {
    cgroup: {
      path: text(1),
      anonBytes: absent("the field is missing"),
      swapBytes: absent("the field is missing"),
      maxBytes: absent("the field is missing"),
      currentBytes: absent("the field is missing"),
      pressure: absent("the field is missing"),
      limitHits: known(0),
      oomKills: known(0),
    },
    connections: known(3),
  });
  const read = aStarvingHost(text(2), [daemonStatus(figures)]);
  const { cause } = read.diagnosis;
  const diagnosis = {
    ...read.diagnosis,
    culprits: [text(0), text(3)],
    victims: [text(3)],
    cause: { ...cause, sentence: text(4), clause: text(4), evidence: [text(5), text(6)], advice: text(7) },
  };
  const failed = aFailedHost(text(8), read);
  const failure = { ...failed.failure, detail: text(5) };
  return [
    { ...read, diagnosis },
    { ...failed, failure },
    { kind: "waiting", host: text(6) },
  ];
}
