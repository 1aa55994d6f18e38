import { isRecovering, type RestartRequest } from "../../domain/restart/restart-request.ts";
import type { RestartState } from "./restart-state.ts";

/** Of a request as it is stored: whether its host is watched from now on, or no more. */
export function rememberRecovery({ recovering }: RestartState, request: RestartRequest): void {
  if (isRecovering(request)) recovering.set(request.id, { request, calmSince: null });
  else recovering.delete(request.id);
}
