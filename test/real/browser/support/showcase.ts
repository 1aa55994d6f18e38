import type { Json } from "./pretend-bot.ts";

const plain = (text: string): Json => ({ type: "plain_text", text, emoji: true });
const mrkdwn = (text: string): Json => ({ type: "mrkdwn", text });
const raw = (text: string): Json => ({ type: "raw_text", text });
const number = (value: number, text = String(value)): Json => ({ type: "raw_number", value, text });
const rich = (...elements: Json[]): Json => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const option = (text: string, value: string): Json => ({ text: plain(text), value });

const hours = Array.from({ length: 12 }, (_, hour) => `${String(hour * 2).padStart(2, "0")}:00`);
const series = (name: string, values: readonly number[]): Json => ({
  name,
  data: values.map((value, index) => ({ label: hours[index], value })),
});

/** The answer to `/scipy status` as a person should find it. */
export function statusBlocks(): readonly Json[] {
  return [
    {
      type: "section",
      text: mrkdwn(
        ":red_circle: *scipy is starving:* load 16.1 on 2 CPUs with 12 % busy; about 14 tasks wait for memory; `zope` would give back 35 % of RAM",
      ),
    },
    {
      type: "table",
      column_settings: [{}, {}, { align: "right" }, { align: "right" }, { align: "right" }, { is_wrapped: true }],
      rows: [
        ["Host", "Daemon", "Heap", "Share", "Swap", "Verdict"].map(raw),
        [
          raw("scipy"),
          raw("zope"),
          number(1.4, "1.4 GB"),
          number(35, "35 %"),
          number(412, "412 MB"),
          rich({ type: "emoji", name: "red_circle" }, { type: "text", text: " over its threshold" }),
        ],
        [
          raw("scipy"),
          raw("gunicorn"),
          number(0.6, "0.6 GB"),
          number(15, "15 %"),
          number(80, "80 MB"),
          rich(
            { type: "emoji", name: "large_green_circle" },
            { type: "text", text: " settled", style: { bold: true } },
          ),
        ],
        [
          raw("build-2"),
          raw("celery"),
          number(0.2, "0.2 GB"),
          number(3, "3 %"),
          number(0, "0 MB"),
          rich({ type: "emoji", name: "large_green_circle" }, { type: "text", text: " settled" }),
        ],
      ],
    },
    {
      type: "data_visualization",
      title: "Load and swap of scipy, last 24 h",
      chart: {
        type: "line",
        series: [
          series("load", [1.2, 1.4, 2.1, 1.9, 2.6, 3.2, 5.4, 7.9, 9.1, 12.4, 15.2, 16.1]),
          series("swap GB", [0.1, 0.1, 0.2, 0.4, 0.8, 1.3, 1.9, 2.4, 3.1, 3.6, 3.9, 4.2]),
        ],
        axis_config: { categories: hours, x_label: "time", y_label: "load, GB" },
      },
    },
    {
      type: "actions",
      block_id: "verbs",
      elements: [
        { type: "button", text: plain("Refresh"), action_id: "refresh", value: "status-1", style: "primary" },
        { type: "button", text: plain("Details"), action_id: "details", value: "status-1" },
        {
          type: "button",
          text: plain("Restart zope"),
          action_id: "restart_request",
          value: "req-1",
          style: "danger",
          confirm: {
            title: plain("Restart zope on scipy?"),
            text: mrkdwn("It cuts *12 connections* and gives back about *1.4 GB*. Somebody else must approve it."),
            confirm: plain("Ask for a restart"),
            deny: plain("Keep it running"),
            style: "danger",
          },
        },
      ],
    },
    {
      type: "context",
      elements: [
        mrkdwn(
          "Read <!date^1795449600^{date_short_pretty} at {time}|2026-11-23 08:00 UTC> · took 41 ms · figures 2 s old",
        ),
      ],
    },
  ];
}

/** Every other block type once, in messages of their own where Slack allows only one of a kind. */
export function otherBlocks(): readonly (readonly Json[])[] {
  return [
    [
      { type: "header", text: plain("Header with :warning: sign") },
      {
        type: "section",
        fields: [
          mrkdwn("*Host*\nscipy"),
          mrkdwn("*Load*\n16.1"),
          mrkdwn("*Cause*\n_swap-thrash_"),
          mrkdwn("*Since*\n~never~ `08:31`"),
        ],
        accessory: {
          type: "overflow",
          action_id: "more",
          options: [option("Silence 1 h", "1h"), option("Silence 4 h", "4h")],
        },
      },
      { type: "divider" },
      {
        type: "section",
        text: mrkdwn(
          "> quoted *text*\n• one\n• two <https://example.org|a link>\n```free -m\nMem: 3900```\n<@U02BOB> in <#C02GENERAL> :tada:",
        ),
        accessory: {
          type: "static_select",
          action_id: "alert_silence",
          placeholder: plain("Silence…"),
          options: [option("1 hour", "1"), option("4 hours", "4")],
        },
      },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "Rich " },
              { type: "text", text: "bold", style: { bold: true } },
              { type: "text", text: " and " },
              { type: "user", user_id: "U01ALICE" },
              { type: "text", text: " " },
              { type: "emoji", name: "rocket" },
            ],
          },
          {
            type: "rich_text_list",
            style: "ordered",
            elements: [
              { type: "rich_text_section", elements: [{ type: "text", text: "first" }] },
              { type: "rich_text_section", elements: [{ type: "text", text: "second" }] },
            ],
          },
          { type: "rich_text_quote", elements: [{ type: "text", text: "a quote" }] },
          { type: "rich_text_preformatted", elements: [{ type: "text", text: "vmstat 1 2" }] },
        ],
      },
      {
        type: "image",
        image_url: "https://example.org/chart.png",
        alt_text: "CPU of scipy, last 6 h: peak 97 % at 03:10",
        title: plain("An image from elsewhere"),
      },
    ],
    [
      {
        type: "data_table",
        caption: "Heaps of all daemons",
        page_size: 3,
        rows: [
          ["Daemon", "Heap MB", "Verdict"].map(raw),
          ...["zope", "gunicorn", "celery", "puma", "jvm"].map((name, index) => [
            raw(name),
            number(900 - index * 130),
            raw(index % 2 === 0 ? "growing" : "settled"),
          ]),
        ],
      },
      {
        type: "data_visualization",
        title: "Share of RAM",
        chart: {
          type: "pie",
          segments: [
            { label: "zope", value: 35 },
            { label: "gunicorn", value: 15 },
            { label: "page cache", value: 30 },
            { label: "free", value: 20 },
          ],
        },
      },
      {
        type: "data_visualization",
        title: "Restarts a week",
        chart: {
          type: "bar",
          series: [
            {
              name: "by hand",
              data: [
                { label: "W45", value: 3 },
                { label: "W46", value: 2 },
                { label: "W47", value: 0 },
              ],
            },
            {
              name: "planned",
              data: [
                { label: "W45", value: 0 },
                { label: "W46", value: 1 },
                { label: "W47", value: 2 },
              ],
            },
          ],
          axis_config: { categories: ["W45", "W46", "W47"], y_label: "restarts" },
        },
      },
    ],
    [
      {
        type: "markdown",
        text: "## Why\n\n1. **zope** grew\n2. `kswapd` woke\n\n| host | load |\n|---|---:|\n| scipy | 16 |\n\nSee [the page](https://example.org).",
      },
      {
        type: "plan",
        title: "Restart of zope",
        tasks: [
          { type: "task_card", task_id: "1", title: "Check preconditions", status: "complete" },
          { type: "task_card", task_id: "2", title: "Restart", status: "in_progress" },
          { type: "task_card", task_id: "3", title: "Verify the heap", status: "pending" },
        ],
      },
      {
        type: "card",
        title: mrkdwn("*zope*"),
        subtitle: mrkdwn("on scipy"),
        body: mrkdwn("1.4 GB heap, 12 connections"),
        actions: [{ type: "button", text: plain("Look"), action_id: "card_look" }],
      },
      {
        type: "container",
        title: plain("A container"),
        is_collapsible: true,
        child_blocks: [{ type: "section", text: mrkdwn("inside the container") }],
      },
      {
        type: "context_actions",
        elements: [
          {
            type: "feedback_buttons",
            action_id: "feedback",
            positive_button: { text: plain("Helpful"), value: "yes" },
            negative_button: { text: plain("Not helpful"), value: "no" },
          },
        ],
      },
    ],
  ];
}

const input = (block: string, label: string, more: Json): Json => ({
  type: "input",
  block_id: block,
  label: plain(label),
  ...more,
});

/** A modal with an input of every kind. */
export function modalView(): Json {
  return {
    type: "modal",
    callback_id: "silence",
    title: plain("Silence an alert"),
    submit: plain("Silence"),
    close: plain("Cancel"),
    blocks: [
      { type: "alert", level: "warning", text: mrkdwn("While silenced, nobody hears of *zope*.") },
      input("reason", "Reason", {
        element: { type: "plain_text_input", action_id: "text", placeholder: plain("Why?") },
        hint: plain("Everybody in #ops reads it."),
      }),
      input("length", "How long", {
        element: { type: "static_select", action_id: "pick", options: [option("1 hour", "1"), option("4 hours", "4")] },
      }),
      input("scope", "What", {
        element: {
          type: "radio_buttons",
          action_id: "radio",
          options: [option("This daemon", "daemon"), option("The whole host", "host")],
        },
      }),
      input("days", "From", {
        element: { type: "datepicker", action_id: "date", initial_date: "2026-11-23" },
        optional: true,
      }),
      input("at", "At", { element: { type: "timepicker", action_id: "time" }, optional: true }),
      input("until", "Until", { element: { type: "datetimepicker", action_id: "both" }, optional: true }),
      input("count", "At most", {
        element: { type: "number_input", action_id: "number", is_decimal_allowed: false },
        optional: true,
      }),
      input("who", "Tell", { element: { type: "users_select", action_id: "user" }, optional: true }),
      input("where", "Where", { element: { type: "conversations_select", action_id: "place" }, optional: true }),
      input("boxes", "Also", {
        element: {
          type: "checkboxes",
          action_id: "boxes",
          options: [option("Tell the channel", "tell"), option("Write it down", "audit")],
        },
        optional: true,
      }),
      {
        type: "actions",
        block_id: "inside",
        elements: [{ type: "button", action_id: "push", text: plain("More choices…") }],
      },
    ],
  };
}
