import { describe, expect, it } from "vitest";
import { explainConnectError } from "../../../src/adapters/ssh/explain-connect-error.ts";
import type { Place } from "../../../src/adapters/ssh/place.ts";

const trust = { kind: "fingerprint", sha256: "SHA256:x" } as const;
const reach = { kind: "ssh", address: "10.0.0.7", port: 2222, user: "scipy", keyFile: "/keys/id", trust } as const;
const place: Place = { name: "web-1", reach };

describe("an error of the network", () => {
  it.each([
    ["ECONNREFUSED", "refuses connections: nothing listens on that port"],
    ["EHOSTUNREACH", "There is no way through the network to"],
    ["ENETUNREACH", "There is no way through the network to"],
    ["ENOTFOUND", "cannot be found in DNS (ENOTFOUND)"],
    ["EAI_AGAIN", "cannot be found in DNS (EAI_AGAIN)"],
    ["ETIMEDOUT", "could not be reached"],
  ])("%s makes a host unreachable and says: %s", (code, says) => {
    const error = Object.assign(new Error("it failed"), { code });
    const { reason, detail } = explainConnectError(error, "tcp", place);
    expect(reason).toBe("unreachable");
    expect(detail).toContain(says);
    expect(detail).toContain("web-1 (10.0.0.7:2222)");
  });
});
