import type { KnownWords } from "../../src/domain/command/command.ts";

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
