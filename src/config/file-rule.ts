/** What a file's mode, owner and folder must be like before the bot trusts it. Modes are the bits that must not be set. */
export interface FileRule {
  readonly modeNever: number;
  /** Of the folder it lies in. Whoever may write there can put another file in its place. */
  readonly folderModeNever: number;
  /** Owned by the bot's own user or by root. */
  readonly isOwn: boolean;
  readonly isLinkAllowed: boolean;
  readonly bytesMax: number;
}

const groupAndOthers = 0o077;
const writableByOthers = 0o002;
const writableByGroupOrOthers = 0o022;

/** A shared home has folders that its group may write to, so for tokens only a folder open to all is refused. */
export const tokenRule: FileRule = {
  modeNever: groupAndOthers,
  folderModeNever: writableByOthers,
  isOwn: true,
  isLinkAllowed: false,
  // Slack's tokens have about 100 characters.
  bytesMax: 4096,
};

export const environmentRule: FileRule = { ...tokenRule, bytesMax: 65_536 };

/** systemd hands out credentials as 0440 of root, in a folder that only the service may enter. */
export const credentialRule: FileRule = { ...tokenRule, modeNever: 0o037, folderModeNever: 0 };

/** A line of some 60 characters for each reviewer. */
export const codesRule: FileRule = { ...tokenRule, bytesMax: 65_536 };

/** As strict as OpenSSH is with its own. An RSA key of 16,384 bits has 13 KB. */
export const privateKeyRule: FileRule = {
  ...tokenRule,
  folderModeNever: writableByGroupOrOthers,
  bytesMax: 65_536,
};

/** The same as a credential of systemd. */
export const credentialKeyRule: FileRule = { ...credentialRule, bytesMax: privateKeyRule.bytesMax };

/** Not secret, but whoever may write to it decides which host is believed. */
export const knownHostsRule: FileRule = {
  modeNever: writableByGroupOrOthers,
  folderModeNever: writableByOthers,
  isOwn: true,
  isLinkAllowed: true,
  bytesMax: 16_777_216,
};

/** It says which commands restart a daemon. 1 MiB is some 1,000 hosts. */
export const configRule: FileRule = {
  modeNever: writableByOthers,
  folderModeNever: 0,
  isOwn: false,
  isLinkAllowed: true,
  bytesMax: 1_048_576,
};
