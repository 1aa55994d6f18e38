import { addressedBy, type Conversation, conversationOf } from "../conversations.ts";
import { type JsonObject, textIn } from "../json.ts";
import { APP_ID, BOT, CHANNELS, PEOPLE, type Person, personOf, TEAM, USER_GROUPS } from "../people.ts";
import { type Answer, botMethod, type Call, lacking, type Method, refusal } from "./method.ts";

/** Methods that tell who and what is in the workspace. */
export const workspaceMethods: readonly Method[] = [
  botMethod("auth.test", null, authTest),
  { name: "apps.connections.open", token: "app", scope: null, run: openConnection },
  botMethod("conversations.open", "im:write", openConversation),
  botMethod("conversations.info", "channels:read", conversationInfo),
  botMethod("conversations.list", "channels:read", () => ({
    ok: true,
    channels: CHANNELS.map((channel) => describe({ kind: "channel", ...channel })),
    ...wholeList,
  })),
  botMethod("conversations.members", "channels:read", conversationMembers),
  botMethod("users.info", "users:read", userInfo),
  botMethod("users.list", "users:read", () => ({
    ok: true,
    members: [...PEOPLE.map(describePerson), describeBot()],
    ...wholeList,
  })),
  botMethod("usergroups.list", "usergroups:read", () => ({
    ok: true,
    usergroups: USER_GROUPS.map((group) => ({
      ...group,
      team_id: TEAM.id,
      is_usergroup: true,
      user_count: group.users.length,
    })),
  })),
  botMethod("usergroups.users.list", "usergroups:read", groupMembers),
];

/** Lists are short here, so there is never a second page. */
const wholeList = { response_metadata: { next_cursor: "" } };

function authTest({ state }: Call): Answer {
  return {
    ok: true,
    url: `${state.origin()}/`,
    team: TEAM.name,
    user: BOT.name,
    team_id: TEAM.id,
    user_id: BOT.id,
    bot_id: BOT.botId,
    is_enterprise_install: false,
  };
}

function openConnection({ state }: Call): Answer {
  const address = state.origin().replace(/^http/, "ws");
  return { ok: true, url: `${address}/link/?ticket=${state.tickets.issue()}&app_id=${APP_ID}` };
}

function openConversation(call: Call): Answer {
  const named = textIn(call.args.users) ?? textIn(call.args.channel);
  if (named === undefined) return lacking(call, "users");
  if (named.includes(","))
    return refusal("not_enough_users", { detail: "group conversations are not part of the trial" });
  const conversation = addressedBy(named);
  if (conversation?.kind !== "im")
    return refusal(textIn(call.args.users) === undefined ? "channel_not_found" : "user_not_found");
  return { ok: true, no_op: false, already_open: true, channel: describe(conversation) };
}

function conversationInfo(call: Call): Answer {
  const id = textIn(call.args.channel);
  if (id === undefined) return lacking(call, "channel");
  const conversation = conversationOf(id);
  return conversation === null ? refusal("channel_not_found") : { ok: true, channel: describe(conversation) };
}

function conversationMembers(call: Call): Answer {
  const id = textIn(call.args.channel);
  if (id === undefined) return lacking(call, "channel");
  const conversation = conversationOf(id);
  if (conversation === null) return refusal("channel_not_found");
  return { ok: true, members: conversation.members, ...wholeList };
}

function userInfo(call: Call): Answer {
  const id = textIn(call.args.user);
  if (id === undefined) return lacking(call, "user");
  if (id === BOT.id) return { ok: true, user: describeBot() };
  const person = personOf(id);
  return person === undefined ? refusal("user_not_found") : { ok: true, user: describePerson(person) };
}

function groupMembers(call: Call): Answer {
  const id = textIn(call.args.usergroup);
  if (id === undefined) return lacking(call, "usergroup");
  const group = USER_GROUPS.find((each) => each.id === id);
  return group === undefined ? refusal("no_such_subteam") : { ok: true, users: group.users };
}

function describe(conversation: Conversation): JsonObject {
  if (conversation.kind === "im")
    return { id: conversation.id, is_im: true, is_channel: false, is_archived: false, user: conversation.user };
  return {
    id: conversation.id,
    name: conversation.name,
    is_channel: true,
    is_im: false,
    is_private: false,
    is_archived: false,
    is_general: conversation.name === "general",
    is_shared: false,
    is_ext_shared: false,
    is_member: conversation.members.includes(BOT.id),
    num_members: conversation.members.length,
    purpose: { value: conversation.purpose, creator: "", last_set: 0 },
    topic: { value: "", creator: "", last_set: 0 },
    context_team_id: TEAM.id,
  };
}

function describePerson(person: Person): JsonObject {
  return {
    id: person.id,
    team_id: TEAM.id,
    name: person.name,
    real_name: person.real_name,
    color: person.color,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: person.tz_offset,
    deleted: false,
    is_admin: false,
    is_owner: false,
    is_bot: false,
    is_app_user: false,
    is_restricted: person.is_restricted,
    is_ultra_restricted: false,
    profile: { real_name: person.real_name, display_name: person.name, title: person.title, team: TEAM.id },
  };
}

function describeBot(): JsonObject {
  return {
    id: BOT.id,
    team_id: TEAM.id,
    name: BOT.name,
    real_name: BOT.name,
    deleted: false,
    is_bot: true,
    is_app_user: false,
    is_restricted: false,
    is_ultra_restricted: false,
    profile: {
      real_name: BOT.name,
      display_name: BOT.name,
      title: "",
      team: TEAM.id,
      bot_id: BOT.botId,
      api_app_id: APP_ID,
    },
  };
}
