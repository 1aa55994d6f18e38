import { z } from "zod";

/** Longer than any path that Linux takes. */
const pathLengthMax = 4096;

/** For editors: what hovering over the key shows, and what completion offers. */
export function describedAs(description: string, ...examples: readonly unknown[]) {
  return { description, ...(examples.length === 0 ? {} : { examples: [...examples] }) };
}

/** A text of this pattern; the message is what was expected, whatever is wrong. */
export function matching(pattern: RegExp, expected: string) {
  return z.string(expected).regex(pattern, expected);
}

export function listOf<T extends z.ZodType>(item: T, max: number, expected: string) {
  return z.array(item, expected).max(max, `at most ${max} of them`);
}

/** Names stand in commands, messages and files, so they are short, in lower case and hold nothing that needs quoting. */
export const name = matching(
  /^[a-z0-9][a-z0-9._-]{0,63}$/,
  'a name: 1 to 64 of a-z, 0-9, ".", "_" and "-", first a letter or digit',
);

const portExpected = "a whole number from 1 to 65535";

export const port = z
  .int(portExpected)
  .min(1, portExpected)
  .max(65_535, portExpected)
  .meta(describedAs("The port of its SSH server; 22 unless said otherwise.", 22));

export const portNumber = z.int(portExpected).min(1, portExpected).max(65_535, portExpected);

export const user = matching(/^[A-Za-z0-9_][A-Za-z0-9_.@\\-]{0,63}$/, "the name of an account on the host").meta(
  describedAs("The account that the bot signs in with. It needs no rights but to read /proc.", "scipy"),
);

/** Of its instances each is a daemon of its own, so a template ("zope@.service") is none. */
export const unitName = matching(
  /^(?!.*@(\.[a-z]+)?$)[A-Za-z0-9][A-Za-z0-9@._:-]{0,254}$/,
  "the name of a systemd unit, one instance and no template: zope.service",
);

/** A program of supervisord, or a service of runit, monit or init. Never an option: no dash at its start. */
export const serviceName = matching(
  /^[A-Za-z0-9][A-Za-z0-9@._:-]{0,127}$/,
  'a name of A-Z, a-z, 0-9, "@", ".", "_", ":" and "-", first a letter or digit',
);

/** A path on the machine that the bot runs on; `~user` is not understood. */
export const filePath = (expected: string) =>
  z
    .string(expected)
    .min(1, expected)
    .max(pathLengthMax, expected)
    .regex(/^(?!~[^/])[^\p{Cc}]+$/u, expected);

export const keyFile = filePath("the path of a private key file on this machine").meta(
  describedAs(
    "The private key file, readable by the bot alone. Relative to this file; ~ is your home.",
    "~/.ssh/scipy_ed25519",
  ),
);

export const knownHostsFile = filePath("the path of a known_hosts file on this machine").meta(
  describedAs("The file that the host's key is verified against, hashed entries too.", "~/.ssh/known_hosts"),
);
