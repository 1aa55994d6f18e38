import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/probe/answer.ts";
import { parsePeers } from "../../src/probe/peers.ts";

function answerOf(
  four: readonly string[] | null,
  six: readonly string[] | null = null,
  ss: readonly string[] | null = null,
): Answer {
  const sections = new Map([
    ["/proc/net/tcp", four],
    ["/proc/net/tcp6", six],
    ["ss", ss],
  ]);
  return { program: "mawk", sections };
}

function addressOf(hex: string): string | undefined {
  return parsePeers(answerOf([], [`peer 8080 ${hex}:C001`])).value?.peers[0]?.address;
}

describe("who is connected", () => {
  test.each([
    ["0100007F", "127.0.0.1"],
    ["070200C0", "192.0.2.7"],
    ["0000000000000000FFFF0000070200C0", "192.0.2.7"],
    ["B80D0120000000000000000001000000", "2001:db8::1"],
    ["00000000000000000000000001000000", "::1"],
    ["00000000000000000000000000000000", "::"],
    ["B80D0120000001000000000001000000", "2001:db8:1::1"],
  ])("%s of the kernel is %s", (hex, address) => {
    expect(addressOf(hex)).toBe(address);
  });

  test("whatever the kernel writes is an address that others can read", () => {
    const word = fc
      .array(fc.constantFrom(..."0123456789ABCDEF"), { minLength: 8, maxLength: 8 })
      .map((all) => all.join(""));
    const zeros = fc.constant("00000000");
    const words = fc.array(fc.oneof(word, zeros), { minLength: 4, maxLength: 4 }).map((all) => all.join(""));
    fc.assert(
      fc.property(fc.oneof(word, words), (hex) => {
        const address = addressOf(hex) ?? "";
        expect(isIPv4(address) || isIPv6(address)).toBe(true);
        expect(
          new URL(isIPv6(address) ? `http://[${address}]/` : `http://${address}/`).hostname.replace(/^\[|\]$/g, ""),
        ).toBe(address);
      }),
    );
  });

  test("connections of one address to one port are counted together, the most first", () => {
    const lines = [
      "listen 8080",
      "peer 8080 0100007F:C001",
      "peer 8080 070200C0:C002",
      "peer 8080 070200C0:C003",
      "more 4",
    ];
    expect(parsePeers(answerOf(lines)).value).toEqual({
      listening: new Set([8080]),
      peers: [
        { port: 8080, address: "192.0.2.7", count: 2, quiet: null },
        { port: 8080, address: "127.0.0.1", count: 1, quiet: null },
      ],
      more: 4,
    });
  });

  test("for how long they have been quiet is told by address and port, from the liveliest to the quietest", () => {
    const tables = ["listen 8080", "peer 8080 070200C0:C002", "peer 8080 070200C0:C003", "peer 8080 0100007F:C001"];
    const six = ["peer 8080 B80D0120000000000000000001000000:C004"];
    const ss = [
      "idle 10.0.0.1:8080 192.0.2.7:49154 90000 5000",
      "idle [::ffff:10.0.0.1]:8080 [::ffff:192.0.2.7]:49155 60000 3600000",
      "idle 10.0.0.1:9000 127.0.0.1:49156 1 1",
      "idle [2001:db8::5]:8080 [2001:db8::1%eth0]:49157 700 -",
      "idle nonsense - - -",
    ];
    const { value } = parsePeers(answerOf(tables, six, ss));
    expect(value?.peers).toEqual([
      { port: 8080, address: "192.0.2.7", count: 2, quiet: { idle: { from: 5000, to: 60000 }, openFor: 3600000 } },
      { port: 8080, address: "127.0.0.1", count: 1, quiet: null },
      { port: 8080, address: "2001:db8::1", count: 1, quiet: { idle: { from: 700, to: 700 }, openFor: 700 } },
    ]);
  });

  test("a host that hides its connections tells nobody, and not that there is nobody", () => {
    expect(parsePeers(answerOf(null)).reason).toBe("the file cannot be read");
  });

  test("whatever a host answers is read without a fault", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (lines) => {
        expect(parsePeers(answerOf(lines, lines, lines)).reason).toBeUndefined();
      }),
    );
  });
});
