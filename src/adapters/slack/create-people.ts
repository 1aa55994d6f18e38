import type { WebClient } from "@slack/web-api";
import type { Actor } from "../../domain/restart/restart-policy.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, seconds } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { People } from "../../services/ports-restart.ts";
import { problemOf } from "./failures.ts";

export interface PeopleOptions {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly log: Log;
  /** The bot's own workspace; null before Slack has said it. */
  readonly teamId: () => string | null;
}

/** Who is in a group is asked again after this. */
export const membersFor: Millis = seconds(60);

/** Asks Slack at each act who somebody is. Whatever Slack does not say, or says differently, denies. */
export function createPeople(options: PeopleOptions): People {
  const { client, clock, log } = options;
  const groups = new Map<string, { readonly at: Millis; readonly members: readonly string[] }>();
  return {
    async actor(user, team) {
      const seen = await seeUser(options, user);
      const whyNot = seen.ok ? objectionTo(seen.value, { user, team, own: options.teamId() }) : seen.error;
      if (whyNot !== null) log.info("a person is no full member", { user, team, why: whyNot });
      return { id: user, team, isMember: whyNot === null, whyNot } satisfies Actor;
    },
    async members(group) {
      const known = groups.get(group);
      if (known !== undefined && clock.monotonic() - known.at < membersFor) return succeed(known.members);
      const asked = await askMembers(client, group);
      // An old list gives nobody a right: they may have been taken out of it.
      if (asked.ok) groups.set(group, { at: clock.monotonic(), members: asked.value });
      else groups.delete(group);
      return asked;
    },
  };
}

/** What Slack says of a user; only what is looked at. */
interface SlackUser {
  readonly id?: string;
  readonly team_id?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_app_user?: boolean;
  readonly is_workflow_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly is_invited_user?: boolean;
}

async function seeUser({ client }: PeopleOptions, user: string): Promise<Result<SlackUser, string>> {
  try {
    const answer = await client.users.info({ user });
    return answer.user === undefined ? fail("Slack does not know you") : succeed(answer.user as SlackUser);
  } catch (error) {
    return fail(`Slack does not say who you are (${detailOf(error)})`);
  }
}

/** Why this is no full member of the bot's own workspace, as a clause for the person; null for one who is. */
function objectionTo(
  seen: SlackUser,
  { user, team, own }: { readonly user: string; readonly team: string; readonly own: string | null },
): string | null {
  if (seen.id !== user) return "Slack gave another person than asked for";
  if (own === null || own === "") return "it is not known which workspace the bot belongs to";
  if (team !== own || seen.team_id !== own || seen.is_stranger === true) return "You belong to another workspace";
  if (seen.deleted !== false) return "Your account is deactivated";
  if (seen.is_bot !== false || seen.is_workflow_bot === true || seen.is_app_user === true || user === "USLACKBOT")
    return "Only people may do this";
  if (seen.is_restricted !== false || seen.is_ultra_restricted !== false) return "You are a guest in this workspace";
  return seen.is_invited_user === true ? "You have not joined this workspace yet" : null;
}

async function askMembers(client: WebClient, group: string): Promise<Result<readonly string[], string>> {
  try {
    const answer = await client.usergroups.users.list({ usergroup: group });
    return answer.users === undefined ? fail("Slack gave no list of its members") : succeed(answer.users);
  } catch (error) {
    return fail(detailOf(error));
  }
}

function detailOf(error: unknown): string {
  const problem = problemOf(error);
  return problem.kind === "limited" ? "it asks for a pause" : problem.failure.detail.replace(/\.$/, "");
}
