import { judgeConfigText } from "../config/load-config.ts";
import { parseConfig } from "../config/parse-config.ts";
import { renderSetup } from "../config/render-setup.ts";
import { isBySsh, type Setup, type SetupFiles, usualFiles, usualUser } from "../config/setup.ts";
import type { Call } from "./call.ts";
import { place } from "./load.ts";

/** Why a `scipy.yml` with these answers would be refused, in one sentence; null when it would not. Looks at no file. */
export function setupProblem(setup: Setup, about: RegExp = /^/): string | null {
  const parsed = parseConfig(renderSetup(setup, usualFiles), "scipy.yml", { folder: "/", home: "/" });
  const fault = parsed.ok ? undefined : parsed.error.find(({ key }) => about.test(key));
  return fault?.sentence ?? null;
}

export interface FilesJudged {
  readonly setup: Setup;
  readonly files: SetupFiles;
  /** Where `scipy.yml` will be: relative paths start there. */
  readonly config: string;
}

/** Why one of the files for SSH could not be used, and what makes it; null when it could. */
export function filesProblem(call: Call, judged: FilesJudged, which: keyof SetupFiles): string | null {
  const { setup, files, config } = judged;
  const source = { ...place(call), file: config, whenAbsent: "fault" } as const;
  const result = judgeConfigText(renderSetup(setup, files), source);
  const key = which === "key" ? "defaults.key" : "defaults.known_hosts";
  const fault = result.ok ? undefined : result.error.find((one) => one.key === key);
  return fault === undefined ? null : `${fault.sentence} ${advice(judged, which)}`;
}

function advice({ setup, files }: FilesJudged, which: keyof SetupFiles): string {
  if (which === "key") return `A new one: ssh-keygen -t ed25519 -N '' -C scipy-bot -f ${files.key}`;
  const host = setup.hosts.find(isBySsh);
  const port = host?.port === undefined || host.port === null ? "" : `-p ${host.port} `;
  const login = `ssh ${port}-i ${files.key} ${host?.user ?? usualUser}@${host?.address ?? "HOST"} true`;
  return `To have it made, log in once, compare the key that is shown with the host's own, and say yes: ${login}`;
}
