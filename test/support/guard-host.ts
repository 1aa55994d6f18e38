import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GuardAnswer, parseGuardAnswer } from "../../src/guard/answer.ts";

const text = readFileSync(new URL("../../host/scipy-guard", import.meta.url), "utf8");

/** The guard as it is shipped but for its two folders, with daemons that are really there. */
export class GuardHost {
  readonly folder = mkdtempSync(join(tmpdir(), "scipy-guard-"));
  readonly conf = join(this.folder, "conf");
  readonly state = join(this.folder, "state");
  readonly #script = join(this.folder, "scipy-guard");
  readonly #shell: readonly string[];

  /** `seconds` shortens the waits for the command and for another generation. */
  constructor(shell: readonly string[] = ["sh"], seconds: { readonly command?: number; readonly show?: number } = {}) {
    this.#shell = shell;
    mkdirSync(join(this.conf, "daemons"), { recursive: true });
    const changed = replaced(text, {
      "conf=/etc/scipy-guard": `conf=${this.conf}`,
      "state=/var/lib/scipy-guard": `state=${this.state}`,
      "command_for=120": `command_for=${seconds.command ?? 20}`,
      "show_for=30": `show_for=${seconds.show ?? 2}`,
      "lock_for=10": "lock_for=2",
      "show_failed_for=5": `show_failed_for=${seconds.show ?? 2}`,
    });
    writeFileSync(this.#script, changed);
  }

  /** A daemon that writes its pid, and whose restart ends it and starts another; `more` is what the command does beside that. */
  addDaemon(name: string, more = ""): void {
    const control = join(this.folder, `${name}.sh`);
    const body = `#!/bin/sh
echo "$name" >>${this.folder}/${name}.starts
${more}
old=$(cat ${this.folder}/${name}.pid 2>/dev/null)
[ -z "$old" ] || kill "$old" 2>/dev/null
sleep 600 >/dev/null 2>&1 </dev/null &
echo $! >${this.folder}/${name}.pid
echo restarted
`;
    writeFileSync(control, body);
    chmodSync(control, 0o755);
    writeFileSync(
      join(this.conf, "daemons", name),
      `find=pid_file\nof='${this.folder}/${name}.pid'\nbudget=3\nset -- '${control}' 'two words' '$HOME' ''\n`,
    );
    spawnSync("sh", [control]);
    writeFileSync(join(this.folder, `${name}.starts`), "");
  }

  order(line: string, more = ""): { readonly answer: GuardAnswer; readonly said: string } {
    const [shell = "sh", ...options] = this.#shell;
    const ran = spawnSync(shell, [...options, this.#script], {
      input: `${line}\n${more}`,
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "xx_evil", IFS: "a", SCIPY_GUARD_CONF: "/evil", ENV: "/evil" },
    });
    return { answer: parseGuardAnswer(ran.stdout), said: `${ran.stdout}${ran.stderr}` };
  }

  /** Begins an order and does not wait for it. */
  begin(line: string) {
    const [shell = "sh", ...options] = this.#shell;
    const child = spawn(shell, [...options, this.#script], { stdio: ["pipe", "pipe", "ignore"], detached: true });
    let said = "";
    child.stdout.on("data", (data) => {
      said += String(data);
    });
    child.stdin.end(`${line}\n`);
    const ended = new Promise<GuardAnswer>((resolve) => child.on("close", () => resolve(parseGuardAnswer(said))));
    return { child, ended };
  }

  generation(name: string): string {
    const { answer } = this.order(`scipy-guard plan ${name}`);
    if (answer.kind !== "planned") throw new Error(`no plan: ${JSON.stringify(answer)}`);
    return answer.generation;
  }

  /** How often its command has run. */
  starts(name: string): number {
    const file = join(this.folder, `${name}.starts`);
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
  }

  remove(): void {
    for (const name of ["zope", "celery"]) {
      const file = join(this.folder, `${name}.pid`);
      if (existsSync(file)) spawnSync("kill", [readFileSync(file, "utf8").trim()]);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function replaced(whole: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the guard has no ${from}`);
    return changed.replace(from, to);
  }, whole);
}
