import { isAskablePath } from "../domain/host-path.ts";

/** What the probe on a host can be asked. Every answer stands alone; nothing is remembered on the host. */
export type Question =
  | { readonly verb: "system" }
  /** The system's figures and those of these processes and cgroups. */
  | { readonly verb: "daemons"; readonly pids: readonly number[]; readonly cgroups: readonly string[] }
  /** All processes, for finding daemons. It forks once: at most once a minute, or after a process vanished. */
  | { readonly verb: "processes" }
  /** Established connections, counted on the host. Reads whole socket tables: only when somebody asks. */
  | { readonly verb: "connections"; readonly ports: readonly number[] }
  /** Who is connected to these ports, and which of them are listened on: only when a restart is asked for. */
  | { readonly verb: "peers"; readonly ports: readonly number[] }
  /** The first words of small files such as pid files. It forks once, and once for each of them that holds anything. */
  | { readonly verb: "files"; readonly paths: readonly string[] }
  /** The name that supervisord gave to each process; no other part of an environment leaves the host. It forks once. */
  | { readonly verb: "supervised"; readonly pids: readonly number[] };

/** Eight characters of 62 cannot be guessed by whoever names a process on the host. */
export const questionIdMin = 8;
/** mawk cuts a line of a pipe at 4,096 characters when it reads line by line. */
const lineMax = 3900;
/** An answer about 1,000 processes is about 420 kB; an SSH link takes 512 KiB. */
export const questionItemsMax = 1000;

/**
 * The lines to send, without the last newline. Long lists go ahead in lines of their own, which are not answered.
 * Throws for an id or an item that could be taken for another question: callers ask `isAskablePath` first.
 */
export function renderQuestion(id: string, question: Question): string {
  if (id.length < questionIdMin || !/^[A-Za-z0-9]+$/.test(id))
    throw new Error("A question needs an id of 8 letters or digits.");
  const items = itemsOf(question);
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    if (line.length + item.length + id.length > lineMax) {
      lines.push(`${id} +${line}`);
      line = "";
    }
    line += ` ${item}`;
  }
  return [...lines, `${id} ${letters[question.verb]}${line}`].join("\n");
}

/** The id that a rendered question carries. */
export function questionId(rendered: string): string {
  const end = rendered.indexOf(" ");
  return end < 0 ? rendered : rendered.slice(0, end);
}

const letters = {
  system: "s",
  daemons: "e",
  processes: "l",
  connections: "c",
  peers: "p",
  files: "f",
  supervised: "u",
} as const;

function itemsOf(question: Question): readonly string[] {
  switch (question.verb) {
    case "system":
    case "processes":
      return [];
    case "daemons":
      // A cgroup counts a whole daemon: of too many items it is single processes that fall out.
      return limited([...paths(question.cgroups), ...numbers(question.pids)]);
    case "connections":
    case "peers":
      return limited(numbers(question.ports));
    case "files":
      return limited(paths(question.paths));
    case "supervised":
      return limited(numbers(question.pids));
  }
}

/** What falls out is absent from the answer, and its figures say that it was not asked for. */
function limited(items: readonly string[]): readonly string[] {
  return [...new Set(items)].slice(0, questionItemsMax);
}

function numbers(counts: readonly number[]): readonly string[] {
  return counts.map((count) => {
    if (!Number.isSafeInteger(count) || count <= 0) throw new Error(`${count} cannot be asked for.`);
    return String(count);
  });
}

function paths(asked: readonly string[]): readonly string[] {
  for (const path of asked) {
    if (!isAskablePath(path)) throw new Error(`The path ${JSON.stringify(path)} cannot be asked for.`);
  }
  return asked;
}
