/** A good block of every type, rich enough that each of its limits can be broken by changing one thing. */
export const plain = (text: string) => ({ type: "plain_text", text });
export const option = (value: string) => ({ text: plain(value), value });

export const richText = {
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: [
        { type: "text", text: "load", style: { bold: true } },
        { type: "date", timestamp: 1_790_000_000, format: "{date_short}", fallback: "today" },
        { type: "user", user_id: "U01ALICE" },
      ],
    },
    {
      type: "rich_text_list",
      style: "bullet",
      indent: 1,
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "a" }] }],
    },
    { type: "rich_text_preformatted", elements: [{ type: "text", text: "b" }], border: 0 },
    { type: "rich_text_quote", elements: [{ type: "link", url: "https://a.example", text: "c" }] },
  ],
};

export const confirm = {
  title: plain("Sure?"),
  text: plain("It cuts connections."),
  confirm: plain("Restart"),
  deny: plain("Keep"),
  style: "danger",
};

const details = { type: "button", action_id: "details", text: plain("Details"), value: "1", style: "primary", confirm };
const select = {
  type: "static_select",
  action_id: "host",
  options: [option("a"), option("b")],
  initial_option: option("a"),
};
const image = { type: "image", image_url: "https://a.example/a.png", alt_text: "CPU peaks at 97 %" };
const cell = (text: string) => ({ type: "raw_text", text });
const series = (name: string) => ({
  name,
  data: [
    { label: "10:00", value: 1 },
    { label: "10:05", value: -2 },
  ],
});
const task = { type: "task_card", task_id: "t1", title: "Stop", status: "in_progress", details: richText };
const card = {
  type: "card",
  title: { type: "mrkdwn", text: "zope" },
  body: { type: "mrkdwn", text: "35 %" },
  actions: [details],
};

export const goodBlocks = {
  section: {
    type: "section",
    block_id: "s",
    text: plain("a"),
    fields: [plain("b"), { type: "mrkdwn", text: "*c*" }],
    accessory: select,
    expand: true,
  },
  header: { type: "header", text: plain("scipy is starving") },
  context: { type: "context", elements: [plain("a"), { type: "mrkdwn", text: "b", verbatim: true }, image] },
  actions: {
    type: "actions",
    elements: [
      details,
      { type: "overflow", action_id: "more", options: [option("a"), option("b")] },
      { type: "datepicker", action_id: "day", initial_date: "2026-11-23" },
      { type: "timepicker", action_id: "time", initial_time: "23:59" },
      { type: "users_select", action_id: "who", placeholder: plain("Who?") },
    ],
  },
  divider: { type: "divider" },
  image,
  rich_text: richText,
  input: {
    type: "input",
    label: plain("Why?"),
    element: { type: "plain_text_input", action_id: "why", min_length: 1, max_length: 10, initial_value: "because" },
  },
  video: {
    type: "video",
    video_url: "https://a.example/v",
    thumbnail_url: "https://a.example/t.png",
    alt_text: "v",
    title: plain("v"),
  },
  table: {
    type: "table",
    rows: [
      [cell("host"), cell("load")],
      [cell("scipy"), { type: "raw_number", value: 16.1, text: "16.1" }],
    ],
    column_settings: [{ is_wrapped: true }, { align: "right" }],
  },
  data_table: {
    type: "data_table",
    caption: "Hosts",
    page_size: 5,
    rows: [
      [cell("host"), cell("load")],
      [cell("scipy"), richText],
    ],
  },
  data_visualization: {
    type: "data_visualization",
    title: "Load of scipy",
    chart: {
      type: "line",
      series: [series("load"), series("cpus")],
      axis_config: { categories: ["10:00", "10:05"], x_label: "time", y_label: "load" },
    },
  },
  markdown: { type: "markdown", text: "# Report" },
  alert: { type: "alert", text: plain("careful"), level: "warning" },
  plan: { type: "plan", title: "Restart of zope", tasks: [task] },
  task_card: task,
  context_actions: {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        action_id: "better",
        positive_button: { text: plain("Yes"), value: "y" },
        negative_button: { text: plain("No"), value: "n" },
      },
      { type: "icon_button", action_id: "drop", icon: "trash", text: plain("Drop") },
    ],
  },
  card,
  carousel: { type: "carousel", elements: [card] },
  container: {
    type: "container",
    title: plain("scipy"),
    child_blocks: [{ type: "divider" }],
    is_collapsible: true,
    default_collapsed: true,
    width: "wide",
  },
};
