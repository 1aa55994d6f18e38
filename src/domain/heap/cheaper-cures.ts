import { type Daemon, finderPhrase } from "../daemon.ts";

/** What may shrink a heap for less than RAM costs; by the little that a configuration says of a daemon. */
export interface Cure {
  readonly cure: "MALLOC_ARENA_MAX=2" | "malloc_trim" | "jemalloc" | "max_requests";
  readonly sentence: string;
}

const arenas: Cure = {
  cure: "MALLOC_ARENA_MAX=2",
  sentence:
    "If it runs several threads on glibc: set MALLOC_ARENA_MAX=2 in its environment, so that it keeps 2 arenas.",
};
const trim: Cure = {
  cure: "malloc_trim",
  sentence: "On glibc: let it call malloc_trim(0) now and then, which gives freed memory back without a restart.",
};
const jemalloc: Cure = {
  cure: "jemalloc",
  sentence: "Preload jemalloc (LD_PRELOAD): it fragments less than glibc's malloc. Try it on one replica first.",
};
const recycle: Cure = {
  cure: "max_requests",
  sentence: "Let its workers end after some thousand requests, with jitter, so that they do not all end at once.",
};

/** The first that fits. Where nothing is recognised nothing is said: a wrong hint costs trust. */
const kinds: readonly { readonly words: RegExp; readonly cures: readonly Cure[] }[] = [
  /** A JVM's heap is its own: -Xmx bounds it, but native memory of many threads is malloc's. */
  { words: /java|jvm|tomcat|jetty|solr|elasticsearch|logstash/, cures: [arenas] },
  { words: /gunicorn|uwsgi|mod_wsgi|celery|php-?fpm|unicorn|passenger/, cures: [recycle, arenas, jemalloc] },
  { words: /puma|sidekiq|ruby|rails/, cures: [arenas, jemalloc] },
  { words: /zope|plone|python|django|flask|fastcgi|wsgi|waitress/, cures: [arenas, trim, jemalloc] },
  { words: /nodejs|pm2|\bnode\b(?!.exporter)/, cures: [jemalloc] },
];

/** To be read as hints: each says when it applies. At most three, the cheapest first. */
export function cheaperCures({ name, find, restart }: Pick<Daemon, "name" | "find" | "restart">): readonly Cure[] {
  const known = `${name} ${finderPhrase(find)} ${restart?.by === "systemd" ? restart.unit : ""}`.toLowerCase();
  return kinds.find(({ words }) => words.test(known))?.cures ?? [];
}
