/** What a known_hosts file says of one host. Keys are base64 without padding, as compared with `key`. */
export interface HostKeys {
  readonly trusted: readonly KnownKey[];
  readonly revoked: readonly KnownKey[];
  /** A @cert-authority line speaks of the host. The SSH library has no certificates, so it never makes a key trusted. */
  readonly hasAuthority: boolean;
}

export interface KnownKey {
  readonly type: string;
  readonly key: string;
}

export interface KnownHostsLine extends KnownKey {
  readonly marker: "trusted" | "revoked" | "authority";
  readonly hosts: HostMatcher;
}

/** HMAC-SHA1 of a host's name with a salt, both sides base64 (`HashKnownHosts yes` of ssh_config). */
export type HashName = (salt: string, name: string) => string;

type HostMatcher =
  | { readonly kind: "hashed"; readonly salt: string; readonly hash: string }
  | { readonly kind: "patterns"; readonly patterns: readonly string[] };

/**
 * Reads a known_hosts file as sshd(8) describes it under SSH_KNOWN_HOSTS FILE FORMAT. A line that cannot be read, or has
 * an unknown marker, is left out: it can only make fewer keys trusted.
 */
export function parseKnownHosts(text: string): readonly KnownHostsLine[] {
  return text.split("\n").flatMap((line) => parseLine(line.trim()) ?? []);
}

/** The keys of a host. The name of a port other than 22 is "[address]:port". */
export function keysOf(
  lines: readonly KnownHostsLine[],
  place: { readonly address: string; readonly port: number },
  hashName: HashName,
): HostKeys {
  const name = knownHostsName(place);
  const mine = lines.filter((line) => matches(line.hosts, name, hashName));
  const marked = (marker: KnownHostsLine["marker"]) => mine.filter((line) => line.marker === marker);
  return { trusted: marked("trusted"), revoked: marked("revoked"), hasAuthority: marked("authority").length > 0 };
}

/** As OpenSSH looks a host up, and as ssh-keyscan writes it. */
export function knownHostsName(place: { readonly address: string; readonly port: number }): string {
  const address = place.address.toLowerCase();
  return place.port === 22 ? address : `[${address}]:${place.port}`;
}

/** Base64 as it is compared: padding says nothing. */
export function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, "");
}

const markers: Readonly<Record<string, KnownHostsLine["marker"]>> = {
  "@revoked": "revoked",
  "@cert-authority": "authority",
};

function parseLine(line: string): KnownHostsLine | null {
  if (line === "" || line.startsWith("#")) return null;
  const fields = line.split(/[ \t]+/);
  const first = fields[0] ?? "";
  const marker = first.startsWith("@") ? markers[first] : "trusted";
  if (marker === undefined) return null;
  const [hosts, type, key] = first.startsWith("@") ? fields.slice(1) : fields;
  if (hosts === undefined || type === undefined || key === undefined) return null;
  if (!/^[a-z][a-z0-9@.-]*$/.test(type) || !/^[A-Za-z0-9+/]+=*$/.test(key)) return null;
  const matcher = parseHosts(hosts);
  return matcher === null ? null : { marker, hosts: matcher, type, key: withoutPadding(key) };
}

function parseHosts(text: string): HostMatcher | null {
  if (!text.startsWith("|")) return { kind: "patterns", patterns: text.toLowerCase().split(",") };
  const [, version, salt, hash] = text.split("|");
  if (version !== "1" || salt === undefined || hash === undefined) return null;
  return { kind: "hashed", salt, hash: withoutPadding(hash) };
}

function matches(hosts: HostMatcher, name: string, hashName: HashName): boolean {
  if (hosts.kind === "hashed") return withoutPadding(hashName(hosts.salt, name)) === hosts.hash;
  const denied = hosts.patterns.some((pattern) => pattern.startsWith("!") && matchesPattern(pattern.slice(1), name));
  return !denied && hosts.patterns.some((pattern) => !pattern.startsWith("!") && matchesPattern(pattern, name));
}

/** `*` stands for any text, `?` for any one character. Walks without recursion, so no pattern can take long. */
function matchesPattern(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < name.length; ) {
    if (pattern[at] === "*") {
      star = at++;
      resume = i;
    } else if (pattern[at] === "?" || pattern[at] === name[i]) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
