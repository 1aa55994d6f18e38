import { z } from "zod";
import { groupId, userId } from "./slack-values.ts";
import { describedAs, listOf } from "./values.ts";

/** Longer lists are a mistake of a generator. */
const reviewersMax = 200;

export const reviewers = z
  .strictObject(
    {
      users: listOf(userId, reviewersMax, "a list of member ids: [U0123456789]")
        .default([])
        .meta(describedAs("Members who may approve, by id: names can be changed by their bearers.", ["U0123456789"])),
      groups: listOf(groupId, reviewersMax, "a list of user group ids: [S0123456789]")
        .default([])
        .meta(describedAs("User groups whose members may approve, by id.", ["S0123456789"])),
    },
    "a mapping with users and groups",
  )
  .meta(describedAs("Who may approve a restart. Nobody unless listed."));
