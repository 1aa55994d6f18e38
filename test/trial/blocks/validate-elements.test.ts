import { describe, expect, it } from "vitest";
import { actions, button, input, type Json, long, many, pointers } from "./break-blocks.ts";
import { option, plain } from "./good-blocks.ts";

describe("an element", () => {
  const broken: [string, unknown, string][] = [
    ["a button text of 76 characters", button({ text: plain(long(76)) }), "/text/text"],
    ["a button text in mrkdwn", button({ text: { type: "mrkdwn", text: "a" } }), "/text/type"],
    ["a button value of 2001 characters", button({ value: long(2001) }), "/value"],
    ["a button value that is a number", button({ value: 7 }), "/value"],
    ["a button style that does not exist", button({ style: "default" }), "/style"],
    ["a button address of 3001 characters", button({ url: `https://a.example/${long(3000)}` }), "/url"],
    ["an action_id of 256 characters", button({ action_id: long(256) }), "/action_id"],
    ["a label for screen readers of 76 characters", button({ accessibility_label: long(76) }), "/accessibility_label"],
    [
      "a confirmation without a text",
      button({ confirm: { title: plain("a"), confirm: plain("b"), deny: plain("c") } }),
      "/confirm/text",
    ],
    [
      "a confirmation title of 101 characters",
      button({ confirm: { title: plain(long(101)), text: plain("a"), confirm: plain("b"), deny: plain("c") } }),
      "/confirm/title/text",
    ],
    [
      "a confirmation text of 301 characters",
      button({ confirm: { title: plain("a"), text: plain(long(301)), confirm: plain("b"), deny: plain("c") } }),
      "/confirm/text/text",
    ],
    [
      "a confirm button of 31 characters",
      button({ confirm: { title: plain("a"), text: plain("a"), confirm: plain(long(31)), deny: plain("c") } }),
      "/confirm/confirm/text",
    ],
    ["one choice in an overflow menu", { type: "overflow", options: [option("a")] }, "/options"],
    [
      "six choices in an overflow menu",
      { type: "overflow", options: many(6, (index) => option(`${index}`)) },
      "/options",
    ],
    ["101 options", { type: "static_select", options: many(101, (index) => option(`${index}`)) }, "/options"],
    [
      "101 groups",
      { type: "static_select", option_groups: many(101, () => ({ label: plain("a"), options: [option("a")] })) },
      "/option_groups",
    ],
    [
      "options and groups at once",
      { type: "static_select", options: [option("a")], option_groups: [{ label: plain("a"), options: [option("a")] }] },
      "",
    ],
    [
      "an option text of 76 characters",
      { type: "static_select", options: [{ text: plain(long(76)), value: "a" }] },
      "/options/0/text/text",
    ],
    [
      "an option value of 76 characters",
      { type: "static_select", options: [{ text: plain("a"), value: long(76) }] },
      "/options/0/value",
    ],
    ["an option without a value", { type: "static_select", options: [{ text: plain("a") }] }, "/options/0/value"],
    [
      "an initial option that is not offered",
      { type: "static_select", options: [option("a")], initial_option: option("b") },
      "/initial_option",
    ],
    [
      "initial options that are not offered",
      { type: "checkboxes", options: [option("a")], initial_options: [option("b")] },
      "/initial_options",
    ],
    ["eleven radio buttons", { type: "radio_buttons", options: many(11, (index) => option(`${index}`)) }, "/options"],
    ["eleven checkboxes", { type: "checkboxes", options: many(11, (index) => option(`${index}`)) }, "/options"],
    ["a day that does not exist", { type: "datepicker", initial_date: "2026-02-30" }, "/initial_date"],
    ["a time that does not exist", { type: "timepicker", initial_time: "24:00" }, "/initial_time"],
    [
      "an instant in milliseconds",
      { type: "datetimepicker", initial_date_time: 1_790_000_000_000 },
      "/initial_date_time",
    ],
    ["a placeholder of 151 characters", { type: "users_select", placeholder: plain(long(151)) }, "/placeholder/text"],
  ];
  it.each(broken)("is refused for %s", (_what, element, pointer) => {
    expect(pointers([actions(element)])).toContain(`/blocks/0/elements/0${pointer}`);
  });

  const fields: [string, Json, string][] = [
    ["a max_length of 3001", { type: "plain_text_input", max_length: 3001 }, "/max_length"],
    ["a min_length above max_length", { type: "plain_text_input", min_length: 5, max_length: 4 }, "/min_length"],
    [
      "more initial text than fits",
      { type: "plain_text_input", initial_value: "abc", max_length: 2 },
      "/initial_value",
    ],
    ["a number that is none", { type: "number_input", is_decimal_allowed: false, min_value: "two" }, "/min_value"],
    ["no word on decimals", { type: "number_input" }, "/is_decimal_allowed"],
    ["eleven files", { type: "file_input", max_files: 11 }, "/max_files"],
  ];
  it.each(fields)("of a form is refused for %s", (_what, element, pointer) => {
    expect(pointers([input(element)], "modal")).toContain(`/blocks/0/element${pointer}`);
  });

  it.each(["email_text_input", "url_text_input", "file_input"])("of type %s stands in modals only", (type) => {
    expect(pointers([input({ type })], "modal")).toEqual([]);
    expect(pointers([input({ type })], "message")).toEqual(["/blocks/0/element/type"]);
  });
});
