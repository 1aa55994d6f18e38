import { type Outcome, post } from "./api.ts";
import { emptyBlocks, readForm } from "./blocks/form-field.ts";
import { showFieldError } from "./blocks/input-block.ts";
import { firstFocusable } from "./focus.ts";
import type { PageContext } from "./page-context.ts";
import { whyNot } from "./surfaces.ts";

export interface Form {
  readonly id: string;
  readonly body: HTMLElement;
  /** Where a sentence stands that belongs to no field. */
  readonly problem: HTMLElement;
  readonly foot: HTMLElement;
}

/** Hands in a modal's form; what is wrong with it stands under its field, and the first such field gets the focus. */
export async function handIn(form: Form, context: PageContext): Promise<void> {
  const { id, body, problem, foot } = form;
  if (foot.getAttribute("aria-busy") === "true") return;
  clearErrors(form);
  const missing = emptyBlocks(body);
  if (missing.length > 0) {
    showErrors(form, Object.fromEntries(missing.map((block) => [block, "Please fill this in: it is required."])));
    return;
  }
  foot.setAttribute("aria-busy", "true");
  const outcome = await post("submit", { user: context.standing().person, viewId: id, values: readForm(body) });
  foot.removeAttribute("aria-busy");
  if (outcome.ok) context.refresh();
  else if (Object.keys(outcome.errors).length > 0) showErrors(form, outcome.errors);
  else problem.textContent = `${context.workspace.bot.name} did not take this. ${whyNot(outcome)}`;
}

function clearErrors({ body, problem }: Form): void {
  problem.textContent = "";
  for (const node of body.querySelectorAll<HTMLElement>("[data-block]"))
    showFieldError(body, node.dataset.block ?? "", "");
}

function showErrors({ body, problem }: Form, errors: Outcome["errors"]): void {
  const unplaced = Object.entries(errors).filter(([block, sentence]) => !showFieldError(body, block, sentence));
  problem.textContent = unplaced.map(([, sentence]) => sentence).join(" ");
  const first = body.querySelector<HTMLElement>("[aria-invalid='true']");
  if (first !== null) (first.matches("input, select, textarea, button") ? first : firstFocusable(first))?.focus();
}
