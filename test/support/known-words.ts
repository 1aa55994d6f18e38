import type { KnownWords } from "../../src/domain/command/command.ts";
import type { RestartRights } from "../../src/domain/restart/restart-rights.ts";

/** Three hosts; zope runs on one of them, solr on two, and one daemon is called as a rule is. */
export const knownWords: KnownWords = {
  hosts: ["web-1", "web-2", "db-1"],
  daemons: [
    { name: "zope", host: "web-1" },
    { name: "solr", host: "web-1" },
    { name: "Solr", host: "web-2" },
    { name: "load", host: "db-1" },
  ],
  commandName: "/scipy",
};

/** Of somebody who may do everything about zope. */
export const allRights: RestartRights = {
  whyNot: null,
  asks: [{ host: "web-1", daemon: "zope" }],
  decides: [{ host: "web-1", daemon: "zope" }],
  breaksGlass: true,
  unlocks: true,
};

/** Of a guest. */
export const noRights: RestartRights = {
  whyNot: "You are a guest in this workspace",
  asks: [],
  decides: [],
  breaksGlass: false,
  unlocks: false,
};
