import { describe, expect, test } from "vitest";
import { cheaperCures } from "../../../src/domain/heap/cheaper-cures.ts";

describe("what may shrink a heap for less than RAM", () => {
  test.each([
    ["zope", "unit zope@1.service", ["MALLOC_ARENA_MAX=2", "malloc_trim", "jemalloc"]],
    ["web", "gunicorn: master \\[shop\\]", ["max_requests", "MALLOC_ARENA_MAX=2", "jemalloc"]],
    ["jobs", "celery -A shop worker", ["max_requests", "MALLOC_ARENA_MAX=2", "jemalloc"]],
    ["front", "puma 6", ["MALLOC_ARENA_MAX=2", "jemalloc"]],
    ["search", "java -jar solr.jar", ["MALLOC_ARENA_MAX=2"]],
    ["api", "node server.js", ["jemalloc"]],
    ["node-exporter", "bin/prometheus-exporter", []],
    ["db", "postgres", []],
  ])("%s, found by %s: %j", (...[name, pattern, cures]) => {
    const found = cheaperCures({ name, find: { by: "command", pattern }, restart: null });
    expect(found.map(({ cure }) => cure)).toEqual(cures);
  });

  test("is told by the unit that restarts it, too", () => {
    const found = cheaperCures({
      name: "web",
      find: { by: "pid file", path: "/run/web.pid" },
      restart: { by: "systemd", unit: "uwsgi.service" },
    });
    expect(found[0]?.cure).toBe("max_requests");
  });
});
