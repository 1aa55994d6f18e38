import ipaddr from "ipaddr.js";

/** `private` is the network that the bot lives in; `never` is called for no reason. */
export type AddressKind = "public" | "private" | "loopback" | "never";

/** Which network an address belongs to, whatever form it is written in. */
export function kindOfAddress(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return "never";
  // An IPv4 address in the clothes of IPv6, ::ffff:127.0.0.1, is that IPv4 address.
  const address = ipaddr.process(text);
  if (metadata.has(address.toString())) return "never";
  return address instanceof ipaddr.IPv6 ? kindOfIpv6(address) : kindOfIpv4(address.range());
}

/**
 * Where clouds hand out credentials to whoever asks from inside, beside 169.254.169.254, which is link-local as a whole.
 * AWS, Google, Alibaba, Azure. Only ever to be added to: an address here loses nothing but calls that nobody means.
 */
const metadata: ReadonlySet<string> = new Set(["fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16"]);

function kindOfIpv4(range: string): AddressKind {
  if (range === "unicast") return "public";
  if (range === "private" || range === "carrierGradeNat") return "private";
  return range === "loopback" ? "loopback" : "never";
}

/** All that is public on IPv6 so far; what lies outside holds translations of IPv4 and other disguises. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

function kindOfIpv6(address: ipaddr.IPv6): AddressKind {
  const range = address.range();
  if (range === "loopback") return "loopback";
  if (range === "uniqueLocal") return "private";
  return range === "unicast" && address.match(globalUnicast) ? "public" : "never";
}
