import { z } from "zod";
import { describedAs, listOf, matching, serviceName, unitName } from "./values.ts";

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
