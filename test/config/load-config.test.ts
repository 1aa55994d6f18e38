import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load-config.ts";
import { localConfig } from "../../src/config/local-config.ts";
import { keyText, temporaryFolder, uid } from "./temporary-folder.ts";

const newFolder = temporaryFolder();

const config = `channel: "#ops"
defaults: { user: bot, known_hosts: hosts }
hosts:
  - name: web-1
    key: id
`;

type Folder = ReturnType<typeof newFolder>;

function load({ folder }: Folder, changes: { readonly file?: string; readonly whenAbsent?: "fault" | "local" } = {}) {
  return loadConfig({ file: "scipy.yml", cwd: folder, home: folder, uid, whenAbsent: "fault", ...changes });
}

function faultsOf(folder: Folder, file?: string): readonly string[] {
  const loaded = load(folder, file === undefined ? {} : { file });
  if (loaded.ok) return [];
  return loaded.error.map((fault) =>
    `${fault.file}:${fault.line}:${fault.column} ${fault.key}: ${fault.sentence}`.replaceAll(folder.folder, "FOLDER"),
  );
}

function complete(): Folder {
  const folder = newFolder();
  folder.write("scipy.yml", config, 0o644);
  folder.write("id", keyText());
  folder.write("hosts", "", 0o644);
  return folder;
}

describe("scipy.yml", () => {
  it("is read with the files that it names, relative to its own folder", () => {
    const folder = complete();
    const loaded = load({ ...folder, folder: "/" }, { file: join(folder.folder, "scipy.yml") });
    expect(loaded.ok && loaded.value.hosts[0]?.reach).toMatchObject({
      keyFile: join(folder.folder, "id"),
      trust: { kind: "known hosts", file: join(folder.folder, "hosts") },
    });
  });

  it("takes a private key that its group may read where it is a credential of systemd, and nowhere else", () => {
    const folder = complete();
    const key = folder.write("credentials/ssh-key", keyText(), 0o440);
    folder.write("scipy.yml", config.replace("key: id", `key: ${key}`), 0o644);
    const among = (credentials: string | null) =>
      loadConfig({ file: "scipy.yml", cwd: folder.folder, home: folder.folder, uid, whenAbsent: "fault", credentials });
    expect(among(join(folder.folder, "credentials")).ok).toBe(true);
    for (const other of [null, "", join(folder.folder, "cred"), key]) expect(among(other).ok).toBe(false);
  });

  it("that is not there is a fault that says what to do, or this machine where that is asked for", () => {
    const folder = newFolder();
    expect(faultsOf(folder)).toEqual([
      "scipy.yml:null:null : there is no file FOLDER/scipy.yml. Make it by scipy-bot init, copy scipy.example.yml to it, or name another file with --config.",
    ]);
    expect(load(folder, { whenAbsent: "local" })).toEqual({ ok: true, value: localConfig() });
  });

  it("with faults is never passed over for this machine", () => {
    const folder = newFolder();
    folder.write("scipy.yml", "hosts: 1");
    expect(load(folder, { whenAbsent: "local" }).ok).toBe(false);
  });

  it.each([
    [
      "larger than 1 MiB",
      "#".repeat(1_048_577),
      "null:null : FOLDER/scipy.yml has 1048577 bytes; expected at most 1048576 bytes. Is it the right file?",
    ],
    [
      "no UTF-8",
      Buffer.from("a: 1\nb: \xff\n", "latin1"),
      "2:1 : this line holds bytes that are no UTF-8. Save the file as UTF-8.",
    ],
    ["UTF-16", Buffer.from("\ufeffa: 1", "utf16le"), "1:1 : this file is UTF-16. Save it as UTF-8."],
  ])("that is %s is refused", (_, content, fault) => {
    const folder = newFolder();
    folder.write("scipy.yml", content);
    expect(faultsOf(folder)).toEqual([`scipy.yml:${fault}`]);
  });

  it("may start with a byte order mark", () => {
    const folder = complete();
    folder.write("scipy.yml", `\ufeff${config}`);
    expect(faultsOf(folder)).toEqual([]);
  });

  it("that everybody may write to is refused, since it says what restarts a daemon", () => {
    const folder = complete();
    folder.write("scipy.yml", config, 0o666);
    expect(faultsOf(folder)).toEqual([
      "scipy.yml:null:null : FOLDER/scipy.yml is writable by others than its owner (mode 0666). Run: chmod go-w FOLDER/scipy.yml",
    ]);
  });

  it("that is a folder is refused", () => {
    const folder = newFolder();
    mkdirSync(join(folder.folder, "scipy.yml"));
    expect(faultsOf(folder)).toEqual(["scipy.yml:null:null : FOLDER/scipy.yml is a folder. Name a file in it."]);
  });
});

describe("a file that scipy.yml names", () => {
  it("is told to be the public half by its name, before its mode is", () => {
    const folder = complete();
    folder.write("scipy.yml", config.replace("key: id", "key: ./id.pub"));
    folder.write("id.pub", "ssh-ed25519 AAAA bot\n", 0o644);
    expect(faultsOf(folder)).toEqual([
      "scipy.yml:5:10 hosts[0].key: this is the public half of a key. Name the file without .pub.",
    ]);
  });

  it("is refused at the line that names it, beside the faults of the text", () => {
    const folder = complete();
    chmodSync(join(folder.folder, "id"), 0o644);
    chmodSync(join(folder.folder, "hosts"), 0o666);
    folder.write("scipy.yml", `${config}    prot: 22\n`);
    expect(faultsOf(folder)).toEqual([
      "scipy.yml:2:37 defaults.known_hosts: FOLDER/hosts is writable by others than its owner (mode 0666). Run: chmod go-w FOLDER/hosts",
      "scipy.yml:5:10 hosts[0].key: FOLDER/id is readable by others than its owner (mode 0644). Run: chmod 600 FOLDER/id",
      'scipy.yml:6:5 hosts[0].prot: unknown key. Did you mean "port"?',
    ]);
  });

  it("is told missing once, at its first mention", () => {
    const folder = newFolder();
    folder.write("scipy.yml", `${config}  - name: web-2\n    key: id\n`);
    folder.write("hosts", "");
    expect(faultsOf(folder)).toEqual(["scipy.yml:5:10 hosts[0].key: there is no file FOLDER/id."]);
  });

  it("is the usual known_hosts when none is named", () => {
    const folder = newFolder();
    folder.write("scipy.yml", 'channel: "#ops"\nhosts:\n  - { name: a, user: u, key: id }\n');
    folder.write("id", keyText());
    expect(faultsOf(folder)).toEqual([
      "scipy.yml:3:5 hosts[0].known_hosts: there is no file FOLDER/.ssh/known_hosts. Give known_hosts or fingerprint; ~/.ssh/known_hosts is looked at without them.",
    ]);
    folder.write(".ssh/known_hosts", "");
    expect(faultsOf(folder)).toEqual([]);
  });

  it("must not be a link where it is a key", () => {
    const folder = complete();
    folder.write("scipy.yml", config.replace("key: id", "key: link"));
    symlinkSync("id", join(folder.folder, "link"));
    expect(faultsOf(folder)).toEqual([
      "scipy.yml:5:10 hosts[0].key: FOLDER/link is a symbolic link. Name the file that it leads to.",
    ]);
  });

  it.each([
    [
      "the public half",
      "ssh-ed25519 AAAAC4NARY bot\n",
      "this is the public half of a key. Name the file without .pub.",
    ],
    ["something else", "C4NARY\n", "this file holds no private key. Make one with ssh-keygen -t ed25519."],
    ["empty", "", "this file holds no private key. Make one with ssh-keygen -t ed25519."],
    [
      "with a passphrase",
      keyText("aes256-ctr"),
      "this key has a passphrase, and nobody is there to type it. Use a key of the bot's own without one.",
    ],
    [
      "with a passphrase in PKCS 8",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nC4NARY\n",
      "this key has a passphrase, and nobody is there to type it. Use a key of the bot's own without one.",
    ],
    [
      "with a passphrase in PEM",
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nC4NARY\n",
      "this key has a passphrase, and nobody is there to type it. Use a key of the bot's own without one.",
    ],
  ])("is refused as a key when it is %s, and nothing of it is shown", (_, text, sentence) => {
    const folder = complete();
    folder.write("id", text);
    const faults = faultsOf(folder);
    expect(faults).toEqual([`scipy.yml:5:10 hosts[0].key: FOLDER/id: ${sentence}`]);
    expect(faults.join()).not.toContain("NARY");
  });

  it.each([
    ["OpenSSH's format", keyText()],
    ["PEM", "-----BEGIN RSA PRIVATE KEY-----\nabc\n"],
    ["PKCS 8", "-----BEGIN PRIVATE KEY-----\nabc\n"],
  ])("is taken as a key in %s", (_, text) => {
    const folder = complete();
    folder.write("id", text);
    expect(faultsOf(folder)).toEqual([]);
  });

  it("is not looked at when its own key is at fault, or for a local host", () => {
    const folder = newFolder();
    folder.write(
      "scipy.yml",
      'channel: "#a"\nhosts:\n  - { name: x, connect: local }\n  - { name: y, user: u, key: 5, known_hosts: ~x }\n',
    );
    expect(faultsOf(folder)).toHaveLength(2);
  });
});
