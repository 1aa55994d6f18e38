import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

/** All addresses of a host, as the machine knows it, /etc/hosts and all; rejects with a code. */
export type ResolveName = (host: string) => Promise<readonly string[]>;

/**
 * Of calls for one name at once there is one question: each occupies a thread of four until the resolver gives up, and a
 * name that is dead for long must not have them all.
 */
export function createResolver(ask: ResolveName = askSystem): ResolveName {
  const underWay = new Map<string, Promise<readonly string[]>>();
  return (host) => {
    if (isIP(host) !== 0) return Promise.resolve([host]);
    const known = underWay.get(host);
    if (known !== undefined) return known;
    const asked = ask(host).finally(() => underWay.delete(host));
    underWay.set(host, asked);
    return asked;
  };
}

async function askSystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}
