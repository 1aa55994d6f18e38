/** Where blocks can stand. */
export type Surface = "message" | "modal" | "home";

/** Slack: 50 blocks in a message, 100 in a modal or a Home tab. */
export const BLOCKS_MAX: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

const everywhere: readonly Surface[] = ["message", "modal", "home"];

/** Where Slack's documents and its tests disagree, the narrower of the two holds here. */
export const BLOCK_SURFACES: Readonly<Record<string, readonly Surface[]>> = {
  section: everywhere,
  header: everywhere,
  context: everywhere,
  actions: everywhere,
  divider: everywhere,
  image: everywhere,
  rich_text: everywhere,
  video: everywhere,
  input: everywhere,
  table: ["message"],
  data_table: ["message"],
  data_visualization: ["message"],
  markdown: ["message"],
  alert: ["modal"],
  card: ["message", "home"],
  carousel: ["message", "home"],
  container: ["message"],
  plan: ["message"],
  task_card: ["message"],
  context_actions: ["message"],
};

/** Elements that are not allowed everywhere. */
export const ELEMENT_SURFACES: Readonly<Record<string, readonly Surface[]>> = {
  file_input: ["modal"],
  email_text_input: ["modal"],
  url_text_input: ["modal"],
  number_input: ["modal"],
  rich_text_input: ["modal", "home"],
  datetimepicker: ["message", "modal"],
};

/** How many blocks of a type one message may have. */
export const BLOCK_COUNTS_MAX: Readonly<Record<string, number>> = { table: 1, plan: 1, data_visualization: 2 };
