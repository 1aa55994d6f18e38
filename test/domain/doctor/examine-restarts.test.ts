import { describe, expect, it } from "vitest";
import { examineRestarts, type RestartAccessSeen } from "../../../src/domain/doctor/examine-restarts.ts";
import type { RestartAccess } from "../../../src/domain/host.ts";
import { fail, succeed } from "../../../src/domain/result.ts";
import { aPolicy } from "../../support/restart-request.ts";
import { daemonNamed, guarded } from "../../support/restart-rig.ts";

const letIn = succeed(null);
const listed = { daemons: ["zope", "celery"], isOff: false };

function examined(seen: RestartAccessSeen, restartBy: RestartAccess = guarded, policy = aPolicy()) {
  const host = {
    name: "web-1",
    reach: { kind: "local" },
    daemons: [daemonNamed("zope"), daemonNamed("search", { restart: null })],
    restartBy,
  } as const;
  return examineRestarts(host, seen, () => policy).map(({ outcome, sentence }) => `${outcome}: ${sentence}`);
}

describe("what doctor says of restarts", () => {
  it.each<[string, { readonly seen: RestartAccessSeen; readonly access: RestartAccess }, RegExp]>([
    [
      "all is well",
      { seen: { reached: letIn, guard: listed }, access: guarded },
      /^ok: The guard is there and lists zope\.$/,
    ],
    [
      "the key is not let in",
      { seen: { reached: fail("web-1 refuses the key"), guard: null }, access: guarded },
      /^failed: .*refuses the key$/,
    ],
    [
      "there is no guard behind the key",
      { seen: { reached: letIn, guard: null }, access: guarded },
      /^failed: .*host-setup web-1 --print/,
    ],
    [
      "the guard lists something else",
      { seen: { reached: letIn, guard: { daemons: ["celery"], isOff: false } }, access: guarded },
      /^failed: The guard does not list zope\./,
    ],
    [
      "there is to be no guard",
      { seen: { reached: letIn, guard: null }, access: { ...guarded, guard: false } },
      /^warning: .*Without the guard/,
    ],
  ])("%s", (_, { seen, access }, said) => {
    expect(examined(seen, access)).toEqual([expect.stringMatching(said)]);
  });

  it("warns where the guard is switched off, and where nobody may approve", () => {
    expect(examined({ reached: letIn, guard: { ...listed, isOff: true } })[0]).toMatch(
      /^warning: The guard is switched off/,
    );
    expect(examined({ reached: letIn, guard: listed }, guarded, aPolicy({ users: [] }))[1]).toMatch(
      /^warning: Nobody may approve/,
    );
  });

  it("says nothing of a host where nothing may be restarted", () => {
    const host = { name: "web-1", reach: { kind: "local" }, daemons: [] } as const;
    expect(examineRestarts(host, { reached: letIn, guard: null }, () => aPolicy())).toEqual([]);
  });
});
