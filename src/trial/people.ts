/** Who and what is in the trial workspace. Fixed, so that scripts and the web page can rely on the ids. */
export const TEAM = { id: "T0TRIAL", name: "Trial workspace", domain: "trial" } as const;

export const APP_ID = "A0TRIAL";

/** The bot, as a member (`id`) and as a sender of messages (`botId`). */
export const BOT = { id: "U0BOT", botId: "B0BOT", name: "scipy-bot" } as const;

/** The only tokens this workspace knows. They open nothing but a server on the loopback interface. */
export const BOT_TOKEN = "xoxb-trial";
export const APP_TOKEN = "xapp-trial";

/** `color` is six hexadecimal digits without "#", as Slack gives it; `tz_offset` is in seconds. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly real_name: string;
  readonly title: string;
  readonly color: string;
  readonly tz: string;
  readonly tz_offset: number;
  readonly is_restricted: boolean;
}

export const PEOPLE: readonly Person[] = [
  person({ id: "U01ALICE", real_name: "Alice Adler", title: "Operator", color: "9f3b6c" }),
  person({ id: "U02BOB", real_name: "Bob Brandt", title: "Reviewer", color: "2b6cb0" }),
  person({ id: "U03CAROL", real_name: "Carol Cruz", title: "Reviewer", color: "2f855a" }),
  person({ id: "U04GUEST", real_name: "Gus Guest", title: "Guest", color: "b7791f", is_restricted: true }),
  person({ id: "U05DAVE", real_name: "Dave Doyle", title: "Member without rights", color: "6b46c1" }),
];

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly members: readonly string[];
}

const everyone = PEOPLE.map((each) => each.id);

/** The bot is in the first two. The third exists so that `not_in_channel` can happen here as it does in real life. */
export const CHANNELS: readonly Channel[] = [
  { id: "C01OPS", name: "ops", purpose: "Alerts and answers of the bot", members: [...everyone, BOT.id] },
  { id: "C02GENERAL", name: "general", purpose: "Everybody", members: [...everyone, BOT.id] },
  { id: "C03RANDOM", name: "random", purpose: "The bot has not been invited here", members: everyone },
];

export const USER_GROUPS = [
  { id: "S01OPS", handle: "ops-reviewers", name: "Ops reviewers", users: ["U02BOB", "U03CAROL"] },
] as const;

export function personOf(id: string): Person | undefined {
  return PEOPLE.find((each) => each.id === id);
}

function person(facts: Pick<Person, "id" | "real_name" | "title" | "color"> & { is_restricted?: boolean }): Person {
  const name = facts.real_name.split(" ")[0]?.toLowerCase() ?? facts.id;
  return { is_restricted: false, ...facts, name, tz: "Europe/Berlin", tz_offset: 3600 };
}
