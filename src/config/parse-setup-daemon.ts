import { fail, type Result, succeed } from "../domain/result.ts";
import { type FindKind, findKinds, type SetupDaemon } from "./setup.ts";

const expected = `expected [HOST/]NAME=KIND:WHAT, for example web-1/zope=unit:zope.service; KIND is one of ${findKinds.join(", ")}.`;

/** One daemon in one word; `host` is null where the word names none. */
export function parseSetupDaemon(text: string): Result<{ readonly host: string | null } & SetupDaemon, string> {
  const [, host, name = "", kind = "", what = ""] = /^(?:([^/=]+)\/)?([^/=]+)=([a-z_]+):(.+)$/.exec(text.trim()) ?? [];
  const by = findKinds.find((known): known is FindKind => known === kind);
  return by === undefined ? fail(expected) : succeed({ host: host ?? null, name, by, what });
}
