import { type JsonObject, textIn } from "../json.ts";
import { personOf } from "../people.ts";
import type { View } from "../view.ts";
import { checkView } from "../view-changes.ts";
import { VIEW_STACK_MAX } from "../views.ts";
import { type Answer, botMethod, type Call, lacking, type Method, refusal } from "./method.ts";

export const viewMethods: readonly Method[] = [
  botMethod("views.open", null, (call) => openView(call, "open")),
  botMethod("views.push", null, (call) => openView(call, "push")),
  botMethod("views.update", null, updateView),
  botMethod("views.publish", null, publishView),
];

function openView(call: Call, how: "open" | "push"): Answer {
  const { state } = call;
  const triggerId = textIn(call.args.trigger_id);
  if (triggerId === undefined) return lacking(call, "trigger_id");
  const checked = checkView(state, call.method, { view: call.args.view, type: "modal" });
  if (checked.kind === "refused") return refusal(checked.error, checked.details);
  if (isTaken(call, checked.source, undefined)) return refusal("duplicate_external_id");
  const spending = state.triggers.spend(triggerId);
  if (spending.kind !== "spent") return triggerRefusal(call, spending.kind);
  const open = state.views.modals(spending.user).length;
  if (open >= VIEW_STACK_MAX) return refusal("push_limit_reached");
  if (how === "push" && open === 0) return unknownView(call, "there is no modal to push upon");
  return { ok: true, view: state.views.push(spending.user, checked.source) };
}

function triggerRefusal(call: Call, kind: "expired" | "exchanged" | "unknown"): Answer {
  const rule = kind === "expired" ? "trigger expired" : "trigger reused";
  call.state.violations.record(
    rule,
    `${call.method} /trigger_id`,
    `the trigger is ${kind}; it opens one view within three seconds`,
  );
  const errors = { expired: "expired_trigger_id", exchanged: "exchanged_trigger_id", unknown: "invalid_trigger_id" };
  return refusal(errors[kind]);
}

function updateView(call: Call): Answer {
  const { state, args } = call;
  const id = textIn(args.view_id) ?? textIn(args.external_id);
  if (id === undefined) return lacking(call, "view_id");
  const open = state.views.find(id);
  if (open === null) return unknownView(call, `no open view has the id ${id}`);
  const checked = checkView(state, call.method, { view: args.view, type: open.view.type });
  if (checked.kind === "refused") return refusal(checked.error, checked.details);
  const hash = textIn(args.hash);
  if (hash !== undefined && hash !== open.view.hash) return refusal("hash_conflict");
  if (isTaken(call, checked.source, open.view)) return refusal("duplicate_external_id");
  const view = state.views.replace(open.view.id, checked.source);
  return view === null ? refusal("not_found") : { ok: true, view };
}

function publishView(call: Call): Answer {
  const { state, args } = call;
  const user = textIn(args.user_id);
  if (user === undefined) return lacking(call, "user_id");
  if (personOf(user) === undefined) return refusal("user_not_found");
  const checked = checkView(state, call.method, { view: args.view, type: "home" });
  if (checked.kind === "refused") return refusal(checked.error, checked.details);
  const hash = textIn(args.hash);
  if (hash !== undefined && hash !== state.views.home(user)?.hash) return refusal("hash_conflict");
  return { ok: true, view: state.views.publishHome(user, checked.source) };
}

function isTaken(call: Call, source: JsonObject, self: View | undefined): boolean {
  const externalId = textIn(source.external_id);
  if (externalId === undefined) return false;
  const other = call.state.views.find(externalId);
  return other !== null && other.view.id !== self?.id;
}

function unknownView(call: Call, detail: string): Answer {
  call.state.violations.record("unknown view", call.method, detail);
  return refusal("not_found");
}
