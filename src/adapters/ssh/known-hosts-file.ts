import { readFile, stat } from "node:fs/promises";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import { hashHostName } from "./hash-host-name.ts";
import type { HostKeys, KnownHostsLine } from "./known-hosts.ts";
import { keysOf, knownHostsName, parseKnownHosts } from "./known-hosts.ts";

/** 20,000 hosts with three hashed keys each have about 15 MB. */
const fileBytesMax = 16 * 1024 * 1024;

interface Place {
  readonly address: string;
  readonly port: number;
}

/**
 * The known_hosts files of all hosts. A file is parsed again only when its time or size has changed, and a host looked
 * up only once in each version: a look-up among 5,000 hashed names costs 35 ms. A missing file knows nobody.
 */
export class KnownHostsFiles {
  readonly #versions = new Map<string, Version>();

  /** The error is the file system's own. */
  async keysOf(file: string, place: Place): Promise<Result<HostKeys, unknown>> {
    try {
      const version = await this.#read(file);
      return succeed(version === null ? nothingKnown : version.keysOf(place));
    } catch (error) {
      return fail(error);
    }
  }

  async #read(file: string): Promise<Version | null> {
    const found = await stat(file).catch(nullIfMissing);
    if (found === null) return null;
    if (found.size > fileBytesMax) throw new Error(`it has more than ${fileBytesMax} bytes`);
    const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`;
    const known = this.#versions.get(file);
    if (known?.stamp === stamp) return known;
    const version = new Version(stamp, parseKnownHosts(await readFile(file, "utf8")));
    this.#versions.set(file, version);
    return version;
  }
}

const nothingKnown: HostKeys = { trusted: [], revoked: [], hasAuthority: false };

class Version {
  readonly stamp: string;
  readonly #lines: readonly KnownHostsLine[];
  /** Bounded by the hosts of the configuration. */
  readonly #found = new Map<string, HostKeys>();

  constructor(stamp: string, lines: readonly KnownHostsLine[]) {
    this.stamp = stamp;
    this.#lines = lines;
  }

  keysOf(place: Place): HostKeys {
    const name = knownHostsName(place);
    const keys = this.#found.get(name) ?? keysOf(this.#lines, place, hashHostName);
    this.#found.set(name, keys);
    return keys;
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
