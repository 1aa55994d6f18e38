import { matching } from "./values.ts";

export const channel = matching(
  /^(#[^\s#,.A-Z\p{Cc}]{1,80}|[CG][A-Z0-9]{2,20})$/u,
  'a channel, "#ops" in quotes or an id like C0123456789',
);

export const userId = matching(/^[UW][A-Z0-9]{2,20}$/, "a member id, U0123456789");
export const groupId = matching(/^S[A-Z0-9]{2,20}$/, "a user group id, S0123456789");
