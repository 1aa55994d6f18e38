import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMetrics } from "../../../src/adapters/http/create-metrics.ts";
import { instant } from "../../../src/domain/time.ts";

describe("the metrics page", () => {
  it("is found right by Prometheus's own checker, names and units too", async () => {
    const metrics = createMetrics({
      version: "1.0.0",
      sources: {
        hosts: () => [{ kind: "waiting", host: "web-1" }],
        alerts: () => [],
        outbox: () => ({ messages: 1, oldestMs: 1500 }),
        store: () => ({ problem: null, lastWriteAt: instant(1_700_000_000_000), sizeBytes: null, freeBytes: null }),
        slack: () => ({ connected: 2, sockets: 2 }),
      },
    });
    metrics.polled({ failure: "timed out", tookMs: 10_000 });
    metrics.sent("post", "refused");
    const input = await metrics.render();
    const checked = spawnSync("promtool", ["check", "metrics"], { input, encoding: "utf8" });
    expect({ said: `${checked.stdout}${checked.stderr}`, status: checked.status }).toEqual({ said: "", status: 0 });
  });

  it("is what the alerts in docs/self-watch.md are about, which Prometheus takes", () => {
    const page = readFileSync(new URL("../../../docs/self-watch.md", import.meta.url), "utf8");
    const input = /```yaml\n(groups:\n[\s\S]*?)```/.exec(page)?.[1] ?? "";
    const folder = mkdtempSync(join(tmpdir(), "scipy-rules-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "rules.yml"), input);
    const checked = spawnSync("promtool", ["check", "rules", join(folder, "rules.yml")], { encoding: "utf8" });
    expect(`${checked.stdout}${checked.stderr}`).toContain("SUCCESS: 5 rules found");
    expect(checked.status).toBe(0);
  });

  it("would not be found right with a mistake in it", () => {
    const checked = spawnSync("promtool", ["check", "metrics"], { input: "scipy_x{ 1\n", encoding: "utf8" });
    expect(checked.status).toBeGreaterThan(0);
  });
});
