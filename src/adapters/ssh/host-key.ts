import { createHash } from "node:crypto";
import type { HostKeys, KnownKey } from "./known-hosts.ts";
import { withoutPadding } from "./known-hosts.ts";

/** What a host's key is compared with. */
export type ExpectedKey =
  | { readonly kind: "known hosts"; readonly file: string; readonly keys: HostKeys }
  | { readonly kind: "fingerprint"; readonly sha256: string };

export interface SeenKey {
  /** "ssh-ed25519", "ssh-rsa", … */
  readonly type: string;
  /** As `ssh-keygen -l` prints it: "SHA256:" and 43 characters. */
  readonly fingerprint: string;
}

export type Verdict = { readonly kind: "trusted"; readonly seen: SeenKey } | Distrust;

/** Why a key is not trusted; nothing of the login is sent after any of these. */
export type Distrust =
  | { readonly kind: "changed"; readonly seen: SeenKey; readonly expected: readonly SeenKey[] }
  | { readonly kind: "revoked"; readonly seen: SeenKey }
  | { readonly kind: "unknown"; readonly seen: SeenKey; readonly hasAuthority: boolean };

/** Judges the public key, in SSH wire format, that a host has shown. */
export function judgeHostKey(key: Buffer, expected: ExpectedKey): Verdict {
  const seen = describeKey(key);
  if (expected.kind === "fingerprint") {
    if (withoutPadding(expected.sha256) === seen.fingerprint) return { kind: "trusted", seen };
    return { kind: "changed", seen, expected: [{ type: "pinned", fingerprint: expected.sha256 }] };
  }
  const text = withoutPadding(key.toString("base64"));
  const { trusted, revoked, hasAuthority } = expected.keys;
  // A revocation wins over any other line, as in OpenSSH.
  if (revoked.some((known) => known.key === text)) return { kind: "revoked", seen };
  if (trusted.some((known) => known.key === text)) return { kind: "trusted", seen };
  if (trusted.length > 0) return { kind: "changed", seen, expected: trusted.map(describeKnown) };
  return { kind: "unknown", seen, hasAuthority };
}

/** The kinds of key by which the host is known; none where only a fingerprint is. */
export function knownTypes(expected: ExpectedKey): readonly string[] {
  return expected.kind === "fingerprint" ? [] : expected.keys.trusted.map((known) => known.type);
}

function describeKnown(known: KnownKey): SeenKey {
  return describeKey(Buffer.from(known.key, "base64"));
}

function describeKey(key: Buffer): SeenKey {
  const hash = createHash("sha256").update(key).digest("base64");
  return { type: typeOf(key), fingerprint: `SHA256:${withoutPadding(hash)}` };
}

/** The first string of the wire format (RFC 4253 §6.6), where it is a plain name. */
function typeOf(key: Buffer): string {
  if (key.length < 4) return "unreadable";
  const name = key.toString("latin1", 4, 4 + Math.min(key.readUInt32BE(0), 64));
  return /^[a-z0-9@.-]+$/.test(name) ? name : "unreadable";
}
