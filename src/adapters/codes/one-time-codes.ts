import { Secret as SharedSecret, TOTP } from "otpauth";
import type { Secret } from "../../domain/secret.ts";
import { type Millis, seconds } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";
import type { CodeVerdict, OneTimeCodes } from "../../services/ports-restart.ts";

/** RFC 6238: 30 s, and what all authenticator apps use. */
const stepMs = 30_000;
/** Steps before and after: a phone's clock may be half a minute wrong. */
const window = 1;
/** With a million codes, five guesses in a quarter of an hour are one in 67,000. */
const triesMax = 5;
const lockFor: Millis = seconds(900);

interface Person {
  readonly totp: TOTP;
  /** The last step whose code was taken: neither it nor an older one counts again. */
  usedStep: number;
  /** When wrong codes came, on the monotonic clock. */
  wrongAt: readonly number[];
}

/** Time-based one-time codes of people, each once; kept in memory, since a code lasts a minute. */
export function createOneTimeCodes(secrets: ReadonlyMap<string, Secret>, clock: Clock): OneTimeCodes {
  const people = new Map([...secrets].map(([user, secret]) => [user, newPerson(secret)]));
  return {
    check(user, code) {
      const person = people.get(user);
      return person === undefined ? "none" : checkOf(person, code, clock);
    },
  };
}

function newPerson(secret: Secret): Person {
  const totp = new TOTP({ secret: SharedSecret.fromBase32(secret.reveal()), period: stepMs / 1000 });
  return { totp, usedStep: 0, wrongAt: [] };
}

function checkOf(person: Person, code: string, clock: Clock): CodeVerdict {
  const now = clock.monotonic();
  person.wrongAt = person.wrongAt.filter((at) => now - at < lockFor);
  if (person.wrongAt.length >= triesMax) return "locked";
  const timestamp = clock.now();
  const token = code.replace(/\s/g, "");
  // The library throws for signs of more than one byte.
  const delta = /^[0-9]{6}$/.test(token) ? person.totp.validate({ token, timestamp, window }) : null;
  if (delta === null) {
    person.wrongAt = [...person.wrongAt, now];
    return "wrong";
  }
  const step = Math.floor(timestamp / stepMs) + delta;
  if (step <= person.usedStep) return "used";
  person.usedStep = step;
  return "right";
}
