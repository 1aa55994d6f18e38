import { z } from "zod";
import { hostAlertsSchema } from "./alert-schema.ts";
import { daemonSchema } from "./daemon-schema.ts";
import { restartBySchema } from "./restart-schema.ts";
import { describedAs, keyFile, knownHostsFile, listOf, matching, name, port, user } from "./values.ts";

/** One frame of the probe's answer holds all of them, and has a limit. */
const daemonsMax = 100;

const hostName = name
  .refine((text) => text !== "all", 'another name: "all" means every host in commands')
  .meta(describedAs("What people call the host in Slack. Unique.", "web-1"));

const address = matching(
  /^([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]{1,32})?)$/,
  "a host name or an IP address, without user and port",
).meta(describedAs("Where the host is reached; its name unless said otherwise.", "web-1.example.org", "192.0.2.7"));

/** 43 characters hold 258 bits, so the last one has four that are 0. */
const fingerprint = matching(
  /^SHA256:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$/,
  'the fingerprint as ssh-keygen -l prints it: "SHA256:" and 43 characters',
).meta(
  describedAs(
    "The pinned key of the host, instead of known_hosts.",
    "SHA256:uNiVztksCsDhcc0u9e8BrrKXVPDmgSkKaeEiK8i5lGQ",
  ),
);

export const hostSchema = z
  .strictObject(
    {
      name: hostName,
      connect: z
        .enum(["ssh", "local"], "ssh or local")
        .default("ssh")
        .meta(describedAs("How the host is reached; local is the machine that the bot runs on.", "ssh", "local")),
      address: address.optional(),
      port: port.optional(),
      user: user.optional(),
      key: keyFile.optional(),
      known_hosts: knownHostsFile.optional(),
      fingerprint: fingerprint.optional(),
      restart_by: restartBySchema.optional(),
      alerts: hostAlertsSchema.optional(),
      daemons: listOf(daemonSchema, daemonsMax, "a list of daemons, each with name and find")
        .default([])
        .meta(describedAs("The processes on it whose heaps are watched.")),
    },
    "a mapping with a name",
  )
  .meta(describedAs("A machine that is watched."));
