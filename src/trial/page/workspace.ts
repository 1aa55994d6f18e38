import { fieldsList, fieldsOf, numberOf, stringsOf, textOf } from "./json.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  /** A CSS colour, "#9f3b6c". */
  readonly color: string;
  readonly guest: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly members: readonly string[];
}

export interface Command {
  readonly command: string;
  readonly usageHint: string;
  readonly description: string;
}

export interface Shortcut {
  readonly callbackId: string;
  readonly name: string;
  readonly kind: "message" | "global";
}

/** The daemon that the guided tour is about. */
export interface Demo {
  readonly host: string;
  readonly daemon: string;
  /** The heap at which the bot warns, in bytes. */
  readonly warnsAtBytes: number;
  readonly reviewers: readonly string[];
}

/** Who and what is in the workspace; does not change while the page is open, except when the server restarts. */
export interface Workspace {
  readonly name: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly commands: readonly Command[];
  readonly shortcuts: readonly Shortcut[];
  /** Null where there is nothing that a newcomer may restart. */
  readonly demo: Demo | null;
  /** Tells one run of the workspace from another. */
  readonly startedAt: string;
}

export function parseWorkspace(answer: unknown): Workspace {
  const body = fieldsOf(answer);
  const bot = fieldsOf(body.bot);
  return {
    name: textOf(fieldsOf(body.team).name, "Trial workspace"),
    bot: { id: textOf(bot.id, "U0BOT"), name: textOf(bot.name, "scipy") },
    people: fieldsList(body.users)
      .map(parsePerson)
      .filter((person) => person.id !== textOf(bot.id)),
    channels: fieldsList(body.channels).map((fields) => ({
      id: textOf(fields.id),
      name: textOf(fields.name),
      purpose: textOf(fields.purpose),
      members: stringsOf(fields.members),
    })),
    commands: fieldsList(body.commands).map((fields) => ({
      command: textOf(fields.command),
      usageHint: textOf(fields.usage_hint),
      description: textOf(fields.description),
    })),
    shortcuts: fieldsList(body.shortcuts).map((fields) => ({
      callbackId: textOf(fields.callback_id),
      name: textOf(fields.name),
      kind: textOf(fields.type) === "message" ? "message" : "global",
    })),
    demo: parseDemo(fieldsOf(body.demo)),
    startedAt: textOf(body.started_at),
  };
}

function parseDemo(fields: Readonly<Record<string, unknown>>): Demo | null {
  const warnsAtBytes = numberOf(fields.warnsAtBytes);
  if (warnsAtBytes === undefined) return null;
  const reviewers = stringsOf(fields.reviewers);
  return { host: textOf(fields.host), daemon: textOf(fields.daemon), warnsAtBytes, reviewers };
}

function parsePerson(fields: Readonly<Record<string, unknown>>): Person {
  const color = textOf(fields.color).replace(/^#/, "");
  return {
    id: textOf(fields.id),
    name: textOf(fields.name),
    realName: textOf(fields.real_name, textOf(fields.name)),
    title: textOf(fields.title),
    color: /^[0-9a-f]{6}$/i.test(color) ? `#${color}` : "#64748b",
    guest: fields.is_restricted === true,
  };
}
