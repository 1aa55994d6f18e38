import type { CipherAlgorithm, CompressionAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from "ssh2";

/**
 * What the bot offers to a host. The library's own offer still contains SHA-1, which is left out here. AES-GCM alone,
 * since the Terrapin attack (CVE-2023-48795) needs ChaCha20-Poly1305 or an encrypt-then-MAC mode. OpenSSH has all of
 * these since 6.5 (2014); rsa-sha2 since 7.2 (2016).
 */
export const algorithms: {
  readonly kex: KexAlgorithm[];
  readonly cipher: CipherAlgorithm[];
  readonly hmac: MacAlgorithm[];
  readonly compress: CompressionAlgorithm[];
} = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
  ],
  cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com"],
  // Unused beside AES-GCM, but both sides must still agree on one.
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
  compress: ["none"],
};

/** Kinds of host key by preference, each with the signatures that it may give. */
const hostKeyKinds: readonly { readonly type: string; readonly signatures: readonly ServerHostKeyAlgorithm[] }[] = [
  { type: "ssh-ed25519", signatures: ["ssh-ed25519"] },
  { type: "ecdsa-sha2-nistp256", signatures: ["ecdsa-sha2-nistp256"] },
  { type: "ecdsa-sha2-nistp384", signatures: ["ecdsa-sha2-nistp384"] },
  { type: "ecdsa-sha2-nistp521", signatures: ["ecdsa-sha2-nistp521"] },
  { type: "ssh-rsa", signatures: ["rsa-sha2-512", "rsa-sha2-256"] },
];

/**
 * The signatures to accept, those of known kinds first: a host shows only one of its keys, and it must be one that we
 * can judge. The other kinds stay on offer, so that a host whose key was replaced by another kind is told as changed.
 */
export function hostKeyAlgorithms(
  knownTypes: readonly string[],
  refusedTypes: readonly string[] = [],
): ServerHostKeyAlgorithm[] {
  const kinds = hostKeyKinds.filter((kind) => !refusedTypes.includes(kind.type));
  const known = kinds.filter((kind) => knownTypes.includes(kind.type));
  const rest = kinds.filter((kind) => !knownTypes.includes(kind.type));
  return [...known, ...rest].flatMap((kind) => kind.signatures);
}
