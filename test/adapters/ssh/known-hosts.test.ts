import { expect, test } from "vitest";
import { hashHostName } from "../../../src/adapters/ssh/hash-host-name.ts";
import { keysOf, parseKnownHosts } from "../../../src/adapters/ssh/known-hosts.ts";

const web = { address: "web-1.example.org", port: 22 };

function trustedIn(text: string, place = web): readonly string[] {
  return keysOf(parseKnownHosts(text), place, hashHostName).trusted.map((known) => known.key);
}

test.each([
  { rule: "a plain name", line: "web-1.example.org ssh-ed25519 AAAA", found: true },
  { rule: "a name in other letters", line: "WEB-1.Example.org ssh-ed25519 AAAA", found: true },
  { rule: "a name in a list", line: "web-2,10.0.0.1,web-1.example.org ssh-ed25519 AAAA", found: true },
  { rule: "a comment at the end", line: "web-1.example.org ssh-ed25519 AAAA root@web-1 2026", found: true },
  { rule: "tabs and spaces between", line: "  web-1.example.org \t ssh-ed25519  AAAA\r", found: true },
  { rule: "a star", line: "*.example.org ssh-ed25519 AAAA", found: true },
  { rule: "a star in the middle", line: "web-*.org ssh-ed25519 AAAA", found: true },
  { rule: "question marks", line: "web-?.example.or? ssh-ed25519 AAAA", found: true },
  { rule: "a star for another domain", line: "*.example.com ssh-ed25519 AAAA", found: false },
  { rule: "a pattern that ends too soon", line: "web-1 ssh-ed25519 AAAA", found: false },
  { rule: "a negation after a star", line: "*.example.org,!web-1.* ssh-ed25519 AAAA", found: false },
  { rule: "a negation of another name", line: "!web-2.example.org,*.example.org ssh-ed25519 AAAA", found: true },
  { rule: "a negation alone", line: "!web-2.example.org ssh-ed25519 AAAA", found: false },
  { rule: "a dot, which is no wildcard", line: "web-1xexample.org ssh-ed25519 AAAA", found: false },
  { rule: "a commented line", line: "# web-1.example.org ssh-ed25519 AAAA", found: false },
  { rule: "another port", line: "[web-1.example.org]:2222 ssh-ed25519 AAAA", found: false },
  { rule: "an unknown marker", line: "@trusted web-1.example.org ssh-ed25519 AAAA", found: false },
  { rule: "a certificate authority", line: "@cert-authority * ssh-ed25519 AAAA", found: false },
  { rule: "a revoked key", line: "@revoked web-1.example.org ssh-ed25519 AAAA", found: false },
  { rule: "a line cut short", line: "web-1.example.org ssh-ed25519", found: false },
  { rule: "a key of SSH 1", line: "web-1.example.org 2048 35 2619", found: false },
  { rule: "a key that is no base64", line: "web-1.example.org ssh-ed25519 <AAAA>", found: false },
  { rule: "an unknown kind of hash", line: "|2|c2FsdA==|aGFzaA== ssh-ed25519 AAAA", found: false },
  { rule: "a hash cut short", line: "|1|c2FsdA== ssh-ed25519 AAAA", found: false },
])("known_hosts with $rule: found is $found", ({ line, found }) => {
  expect(trustedIn(line)).toEqual(found ? ["AAAA"] : []);
});

// Printed by `ssh-keygen -H` of OpenSSH 9.2 for web-1.example.org and [web-1.example.org]:2222.
const hashed =
  "|1|WMmCb1VPZW/S+nCNSCBTgdK2k34=|BNYnet3679bAaDEqhHHUl5I8N7k= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNfUU3IxMmcwn3Wd1xCgJDuSZRsIjSfyw4RHZnW5Zyp";
const hashedPort =
  "|1|aOF5kHkOPMTUTRlyEofahlldheU=|SY4HABLAybUfklvf1YdsjUHVEs0= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNfUU3IxMmcwn3Wd1xCgJDuSZRsIjSfyw4RHZnW5Zyp";

test("a hashed name is found, and only by its own name", () => {
  expect(trustedIn(hashed)).toHaveLength(1);
  expect(trustedIn(hashed, { address: "web-2.example.org", port: 22 })).toEqual([]);
  expect(trustedIn(hashed, { address: "web-1.example.org", port: 2222 })).toEqual([]);
  expect(trustedIn(hashedPort, { address: "WEB-1.example.org", port: 2222 })).toHaveLength(1);
});

test("a name with a port stands in brackets, which also holds for IPv6", () => {
  const line = "[web-1.example.org]:2222,[fe80::1]:2222 ssh-ed25519 AAAA";
  expect(trustedIn(line, { address: "web-1.example.org", port: 2222 })).toEqual(["AAAA"]);
  expect(trustedIn(line, { address: "fe80::1", port: 2222 })).toEqual(["AAAA"]);
  expect(trustedIn(line)).toEqual([]);
});

test("all keys of a host are known, from every line that speaks of it", () => {
  const text = "web-1.example.org ssh-ed25519 AAAA\n*.example.org ssh-rsa BBBB==\nweb-2 ssh-rsa CCCC\n";
  expect(trustedIn(text)).toEqual(["AAAA", "BBBB"]);
});

test("revoked keys and certificate authorities are told apart from trusted keys", () => {
  const text = "@revoked * ssh-rsa RRRR\n@cert-authority *.example.org ssh-ed25519 CCCC\n";
  const keys = keysOf(parseKnownHosts(text), web, hashHostName);
  expect(keys).toMatchObject({ trusted: [], revoked: [{ type: "ssh-rsa", key: "RRRR" }], hasAuthority: true });
});

test("a pattern made to be slow is matched at once", () => {
  const began = process.cpuUsage();
  expect(trustedIn(`${"*a".repeat(60)}b ssh-ed25519 AAAA`, { address: "a".repeat(250), port: 22 })).toEqual([]);
  // Its own CPU time, in µs: a busy machine does not add to it, and going back over 60 stars would take for ever.
  expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
});
