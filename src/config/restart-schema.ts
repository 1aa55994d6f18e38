import { z } from "zod";
import { quorumMax } from "./restarts.ts";
import { reviewers } from "./reviewers.ts";
import { count, duration } from "./units.ts";
import { describedAs, keyFile, listOf, matching, serviceName, unitName, user } from "./values.ts";

/** Enough for any init script; the command is shown to the reviewer, who has to read it. */
const argvMax = 32;

const argument = matching(/^[^\p{Cc}]{1,1024}$/u, "an argument: not empty, no control characters or line breaks");

const argv = listOf(argument, argvMax, "a list: the absolute path of a program, then its arguments")
  .min(1, "the absolute path of a program, then its arguments")
  .refine(
    (list) => list[0]?.startsWith("/") === true,
    "the absolute path of a program first: [/usr/sbin/apachectl, graceful]",
  );

export const restartSchema = z
  .strictObject(
    {
      systemd: unitName.optional().meta(describedAs("systemctl restart of this unit.", "zope.service")),
      supervisor: serviceName.optional().meta(describedAs("supervisorctl restart of this program.", "zope")),
      runit: serviceName.optional().meta(describedAs("sv restart of this service.", "zope")),
      sysv: serviceName.optional().meta(describedAs("The script of this name in /etc/init.d.", "zope")),
      monit: serviceName.optional().meta(describedAs("monit restart of this service.", "zope")),
      argv: argv
        .optional()
        .meta(describedAs("This program with these arguments, without a shell.", ["/opt/zope/bin/zopectl", "restart"])),
    },
    "a mapping with one of systemd, supervisor, runit, sysv, monit and argv",
  )
  .meta({
    ...describedAs("How it is restarted: exactly one of these. Without it the bot may never ask for a restart."),
    minProperties: 1,
    maxProperties: 1,
  });

/** How a restart reaches the host. */
export const restartBySchema = z
  .strictObject(
    {
      guard: z
        .boolean("true or false")
        .default(false)
        .meta(describedAs("Through the guard on the host: scipy-bot host-setup prints it.", true)),
      sudo: z
        .boolean("true or false")
        .default(false)
        .meta(describedAs("Commands begin with sudo -n; the guard does so by itself.", true)),
      user: user
        .optional()
        .meta(describedAs("The account for restarts, where it is another than for reading.", "scipy-restart")),
      key: keyFile
        .optional()
        .meta(describedAs("The private key file for restarts alone.", "~/.ssh/scipy_restart_ed25519")),
    },
    "a mapping with guard, sudo, user and key",
  )
  .meta(describedAs("How restarts get to this host. Left out: by the account that reads, with plain commands."));

/** What differs for one daemon in how its restart is decided. */
export const approvalSchema = z
  .strictObject(
    {
      quorum: count({ min: 1, max: quorumMax, example: 2, says: "How many people have to approve." }).optional(),
      code: z
        .boolean("true or false")
        .optional()
        .meta(describedAs("Each approval needs a one-time code of the reviewer's own.", true)),
      reviewers: reviewers.optional().meta(describedAs("Who may approve, instead of those named at the top.")),
    },
    "a mapping with quorum, code and reviewers",
  )
  .meta(describedAs("What differs for this daemon in how its restart is decided."));

/** What lets a daemon end its work first. */
export const drainSchema = z
  .strictObject(
    {
      argv: argv.meta(describedAs("Run before the restart, without a shell.", ["/usr/bin/zopectl", "drain"])),
      within: duration({
        min: "1 s",
        max: "10 min",
        example: "30 s",
        says: "At most so long is waited until nobody is connected.",
      }),
    },
    "a mapping with argv and within",
  )
  .meta(describedAs("What lets it end its work before it is restarted."));
