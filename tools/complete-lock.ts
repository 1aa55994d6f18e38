import { readFileSync, writeFileSync } from "node:fs";

/**
 * Adds to package-lock.json the optional platform packages that the registry in use does not serve. Some mirrors serve
 * those of one platform only; npm then writes a lock that its own `npm ci` refuses as incomplete. Run after every change of
 * dependencies made against such a mirror: `npx tsx tools/complete-lock.ts`. Entries so added have no integrity.
 */
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const cpus = ["arm64", "x64", "arm", "ppc64", "riscv64", "s390x", "ia32", "wasm32"];

interface Lock {
  packages: Record<string, Entry>;
}

interface Entry {
  readonly version: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

const added = Object.values(lock.packages).flatMap((entry) =>
  Object.entries(entry.optionalDependencies ?? {}).flatMap(([name, version]) => {
    const key = `node_modules/${name}`;
    if (lock.packages[key] !== undefined) return [];
    lock.packages[key] = platformEntry(name, version, entry.dev === true);
    return [key];
  }),
);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.length} added\n`);

/** Platform packages carry their platform in their names: "…/binding-linux-arm64-musl". */
function platformEntry(name: string, version: string, dev: boolean): Entry {
  const words = name.split("/").at(-1)?.split("-").slice(1) ?? [];
  const cpu = words.find((word) => cpus.includes(word));
  const libc = words.some((word) => word.startsWith("musl")) ? "musl" : "glibc";
  return {
    version: version.replace(/^[\^~]/, ""),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(dev ? { dev } : {}),
    ...(words[0] === "linux" && words.length > 2 ? { libc: [libc] } : {}),
    optional: true,
    os: [words[0] ?? ""],
  };
}
