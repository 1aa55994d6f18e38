import { z } from "zod";
import { deployNoteMax } from "../domain/deploy.ts";
import { askablePathExpected, isAskablePath } from "../domain/host-path.ts";
import { printable } from "../domain/printable.ts";
import { daemonAlertsSchema } from "./alert-schema.ts";
import { patternProblem } from "./command-pattern.ts";
import { healthUrlExpected, isHealthUrl } from "./health-url.ts";
import { instantExpected, parseInstant } from "./parse-instant.ts";
import { approvalSchema, drainSchema, restartSchema } from "./restart-schema.ts";
import { isThreshold, thresholdExpected } from "./threshold.ts";
import { describedAs, listOf, matching, name, portNumber, serviceName, unitName } from "./values.ts";

/** Each is looked for in the host's table of connections. */
const portsMax = 64;

/** Only the newest counts for the heap model: whoever lets a program write them need not clear up each week. */
const deploysMax = 100;

const cgroup = askable(
  /^(?!\/sys\/fs\/cgroup)(?!.*\/\.(\/|$))(\/[^/]+)+$/,
  "the path of a cgroup below /sys/fs/cgroup, which is left out: /system.slice/zope.service",
);

const pidFile = askable(/^(\/[^/]+)+$/, "the absolute path of a pid file on the host: /run/zope.pid");

/** A path that the host is asked about. What the pattern alone cannot say stands in the message. */
function askable(pattern: RegExp, expected: string) {
  const whole = `${expected}; ${askablePathExpected}`;
  return matching(pattern, whole).refine(isAskablePath, whole);
}

const commandExpected = "a JavaScript regular expression that matches the command line of this daemon alone";

const commandPattern = z
  .string(commandExpected)
  .min(1, commandExpected)
  .max(1000, commandExpected)
  .check((check) => {
    const problem = patternProblem(check.value);
    if (problem !== null) check.issues.push({ code: "custom", input: check.value, message: problem });
  });

const noteExpected = `a line of 1 to ${deployNoteMax} characters`;

const find = z
  .strictObject(
    {
      unit: unitName.optional().meta(describedAs("By systemd unit.", "zope.service")),
      cgroup: cgroup.optional().meta(describedAs("By cgroup, below /sys/fs/cgroup.", "/system.slice/zope.service")),
      pid_file: pidFile
        .optional()
        .meta(describedAs("By pid file on the host; its children count too.", "/run/zope.pid")),
      supervisor: serviceName.optional().meta(describedAs("By program of supervisord.", "zope")),
      command: commandPattern
        .optional()
        .meta(
          describedAs(
            "By command line: a regular expression, arguments joined by spaces.",
            "bin/runwsgi .*zope\\.conf",
          ),
        ),
    },
    "a mapping with one of unit, cgroup, pid_file, supervisor and command",
  )
  .meta({ ...describedAs("How its processes are found: exactly one of these."), minProperties: 1, maxProperties: 1 });

const deployExpected = "a mapping with at, and a note where there is one to make";

const deploySchema = z
  .strictObject(
    {
      at: z
        .string(instantExpected)
        .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)$/, instantExpected)
        .refine((text) => parseInstant(text) !== null, instantExpected)
        .meta(describedAs("Since when it runs.", "2026-11-01T03:00Z")),
      note: z
        .string(noteExpected)
        .min(1, noteExpected)
        .max(deployNoteMax, noteExpected)
        .refine((text) => printable(text, deployNoteMax) === text, noteExpected)
        .optional()
        .meta(describedAs("The release, as people name it.", "release 4.2")),
    },
    deployExpected,
  )
  .meta(describedAs("Another release of it: what its heap did before does not count."));

export const daemonSchema = z
  .strictObject(
    {
      name: name.meta(describedAs("What people call the daemon in Slack. Unique on its host.", "zope")),
      find,
      ports: listOf(portNumber, portsMax, "a list of ports: [8080]")
        .default([])
        .meta(describedAs("TCP ports whose connections are its own: a restart cuts them.", [8080])),
      health: z
        .string(healthUrlExpected)
        .regex(/^https?:\/\//, healthUrlExpected)
        .refine(isHealthUrl, healthUrlExpected)
        .optional()
        .meta(describedAs("A page that answers while the daemon is well.", "https://www.example.org/ok")),
      threshold: z
        .string(thresholdExpected)
        .regex(/^(auto|\d+(\.\d+)? ?(%|[KMGT](iB|B)?))$/, thresholdExpected)
        .refine(isThreshold, thresholdExpected)
        .default("auto")
        .meta(
          describedAs(
            "The limit set on its heap: a size, a share of the host's RAM, or auto.",
            "3.5 GiB",
            "45 %",
            "auto",
          ),
        ),
      alerts: daemonAlertsSchema.optional(),
      restart: restartSchema.optional(),
      approval: approvalSchema.optional(),
      drain: drainSchema.optional(),
      deploys: listOf(deploySchema, deploysMax, "a list of deploys, each with at")
        .optional()
        .meta(describedAs("Since when other releases of it run, where nobody marks them by /scipy deploy.")),
      pool: name
        .optional()
        .meta(describedAs("Replicas on this host that serve the same: never restarted together.", "web")),
    },
    "a mapping with name and find",
  )
  .meta(describedAs("A long-lived group of processes that is restarted as one."));
