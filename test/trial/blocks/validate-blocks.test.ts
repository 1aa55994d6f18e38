import { describe, expect, it } from "vitest";
import type { Surface } from "../../../src/trial/blocks/surfaces.ts";
import { validateBlocks } from "../../../src/trial/blocks/validate-blocks.ts";
import { actions, button, input, long, many, pointers, type Type } from "./break-blocks.ts";
import { goodBlocks, plain, richText } from "./good-blocks.ts";

describe("a block", () => {
  const homes: Record<string, Surface> = { alert: "modal" };
  it.each(Object.entries(goodBlocks))("of type %s passes when it is good", (type, block) => {
    expect(validateBlocks([block], homes[type] ?? "message")).toEqual([]);
  });

  const places: [Type, Surface[]][] = [
    ["table", ["message"]],
    ["data_table", ["message"]],
    ["data_visualization", ["message"]],
    ["markdown", ["message"]],
    ["alert", ["modal"]],
    ["card", ["message", "home"]],
    ["carousel", ["message", "home"]],
    ["container", ["message"]],
    ["plan", ["message"]],
    ["task_card", ["message"]],
    ["context_actions", ["message"]],
    ["section", ["message", "modal", "home"]],
  ];
  it.each(places)("of type %s stands only in: %s", (type, surfaces) => {
    for (const surface of ["message", "modal", "home"] as const)
      expect(pointers([goodBlocks[type]], surface)).toEqual(surfaces.includes(surface) ? [] : ["/blocks/0/type"]);
  });

  const broken: [string, unknown, string][] = [
    ["a type that does not exist", { type: "marquee" }, "/type"],
    ["no type", {}, "/type"],
    ["a field that Slack does not know", { ...goodBlocks.divider, colour: "red" }, "/colour"],
    ["a block_id of 256 characters", { ...goodBlocks.divider, block_id: long(256) }, "/block_id"],
    ["neither text nor fields", { type: "section" }, ""],
    ["a section text of 3001 characters", { type: "section", text: plain(long(3001)) }, "/text/text"],
    ["an empty text", { type: "section", text: plain("") }, "/text/text"],
    ["eleven fields", { type: "section", fields: many(11, () => plain("a")) }, "/fields"],
    ["a field of 2001 characters", { type: "section", fields: [plain(long(2001))] }, "/fields/0/text"],
    [
      "an accessory that is an input",
      { type: "section", text: plain("a"), accessory: { type: "plain_text_input" } },
      "/accessory/type",
    ],
    ["a header of 151 characters", { type: "header", text: plain(long(151)) }, "/text/text"],
    ["a header in mrkdwn", { type: "header", text: { type: "mrkdwn", text: "a" } }, "/text/type"],
    ["eleven context elements", { type: "context", elements: many(11, () => plain("a")) }, "/elements"],
    ["no elements", actions(), "/elements"],
    ["26 actions", actions(...many(26, (index) => button({ action_id: `a${index}` }))), "/elements"],
    ["a picture without alt_text", { type: "image", image_url: "https://a.example/a.png" }, "/alt_text"],
    ["a picture with two sources", { ...goodBlocks.image, slack_file: { id: "F12345678" } }, ""],
    ["a slack_file with a strange id", { type: "image", alt_text: "a", slack_file: { id: "x" } }, "/slack_file/id"],
    ["a picture at no address", { type: "image", alt_text: "a", image_url: "a.png" }, "/image_url"],
    ["a label of 2001 characters", { ...goodBlocks.input, label: plain(long(2001)) }, "/label/text"],
    ["an input with a button", input(button()), "/element/type"],
    [
      "a broken rich text style",
      { ...richText, elements: [{ type: "rich_text_list", style: "star", elements: [] }] },
      "/elements/0/style",
    ],
    ["an empty rich text", { type: "rich_text", elements: [] }, "/elements"],
    ["markdown of 12 001 characters", { type: "markdown", text: long(12_001) }, "/text"],
    ["a task in a strange state", { ...goodBlocks.task_card, status: "done" }, "/status"],
    [
      "six context actions",
      {
        type: "context_actions",
        elements: many(6, (index) => ({
          type: "icon_button",
          icon: "trash",
          text: plain("a"),
          action_id: `a${index}`,
        })),
      },
      "/elements",
    ],
    ["a card with nothing in it", { type: "card" }, ""],
    ["a card body of 201 characters", { ...goodBlocks.card, body: { type: "mrkdwn", text: long(201) } }, "/body/text"],
    [
      "eleven cards",
      { type: "carousel", elements: many(11, () => ({ type: "card", title: { type: "mrkdwn", text: "a" } })) },
      "/elements",
    ],
    [
      "eleven blocks in a container",
      { ...goodBlocks.container, child_blocks: many(11, () => ({ type: "divider" })) },
      "/child_blocks",
    ],
    [
      "a container in a container",
      { ...goodBlocks.container, child_blocks: [goodBlocks.container] },
      "/child_blocks/0/type",
    ],
    ["a container without a title", { type: "container", child_blocks: [{ type: "divider" }] }, ""],
    [
      "a container that is folded but cannot be",
      { ...goodBlocks.container, is_collapsible: false },
      "/default_collapsed",
    ],
  ];
  it.each(broken)("is refused for %s", (_what, block, pointer) => {
    expect(pointers([block])).toContain(`/blocks/0${pointer}`);
  });
});
