import { createQuestioner, writeFiles } from "../app-init.ts";
import { judgeConfigText } from "../config/load-config.ts";
import { parseApiUrl } from "../config/parse-api-url.ts";
import { renderEnvironment } from "../config/render-environment.ts";
import { renderFaults } from "../config/render-faults.ts";
import { renderSetup } from "../config/render-setup.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import type { FileToWrite, WrittenFile } from "../services/ports-setup.ts";
import { type Call, exitCodes, refuse } from "./call.ts";
import { doctor } from "./doctor.ts";
import type { InitAnswers, InitTokens } from "./init-answers.ts";
import { type Ground, surveyGround } from "./init-ground.ts";
import { type InitOptions, readInitOptions } from "./init-options.ts";
import { askedAnswers } from "./init-questions.ts";
import { scriptedAnswers } from "./init-script.ts";
import { place } from "./load.ts";

/** A few questions, then `scipy.yml` and `.env`, each whole or not at all, and what `doctor` says of them. */
export async function init(call: Call): Promise<number> {
  const options = readInitOptions(call);
  if (!options.ok) return refuse(call, options.error);
  const ground = surveyGround(call, options.value);
  if (!ground.ok) return refuse(call, renderFaults(ground.error, { outcome: "nothing was written" }));
  const answers = await answersOf(call, options.value, ground.value);
  if (answers === null) return refuse(call, "stopped; nothing was written.", exitCodes.interrupted);
  if (!answers.ok) return refuse(call, `${answers.error} Nothing was written.`);
  const files = filesOf(call, ground.value, answers.value);
  if (!files.ok) return refuse(call, files.error);
  const written = writeFiles(files.value);
  if (!written.ok) return refuse(call, written.error, exitCodes.fault);
  call.tell(writtenText(written.value));
  if (isForLater(answers.value.tokens)) {
    call.tell(laterText(ground.value));
    return exitCodes.done;
  }
  return examine(call, options.value);
}

/** Null where the person left, or a signal came. */
async function answersOf(
  call: Call,
  options: InitOptions,
  ground: Ground,
): Promise<Result<InitAnswers, string> | null> {
  const stopped = call.stopped.then(() => null);
  const streams = call.streams();
  if (!streams.isTerminal) {
    return Promise.race([scriptedAnswers(call, options, ground), stopped]);
  }
  if (options["tokens-from-stdin"])
    return fail("--tokens-from-stdin is for a pipe; here the tokens are asked for, so leave it out.");
  call.tell("A few questions; then scipy.yml and .env are written. Ctrl-C leaves everything as it is.\n\n");
  const questioner = createQuestioner(streams);
  try {
    return await Promise.race([
      askedAnswers({ call, options, ground, questioner }),
      questioner.left.then(() => null),
      stopped,
    ]);
  } finally {
    questioner.close();
  }
}

/** What is to be written, or why it would be refused. */
function filesOf(call: Call, ground: Ground, answers: InitAnswers): Result<readonly FileToWrite[], string> {
  const { config, tokens } = answers;
  const files: FileToWrite[] = [];
  if (config !== null) {
    const text = renderSetup(config.setup, config.files);
    const judged = judgeConfigText(text, { ...place(call), file: ground.config.name, whenAbsent: "fault" });
    if (!judged.ok)
      return fail(`these answers are refused.\n${renderFaults(judged.error, { outcome: "nothing was written" })}`);
    files.push({ path: ground.config.path, text, mode: 0o644, replaces: ground.config.text !== null });
  }
  if (tokens !== null) {
    const text = environmentText(call, ground, tokens);
    files.push({ path: ground.env.path, text, mode: 0o600, replaces: ground.env.text !== null });
  }
  return succeed(files);
}

function environmentText({ env }: Call, ground: Ground, { bot, app }: InitTokens): string {
  const url = env["SLACK_API_URL"] === undefined ? null : parseApiUrl(env["SLACK_API_URL"]);
  return renderEnvironment(ground.env.text, {
    SLACK_BOT_TOKEN: bot?.reveal() ?? "",
    SLACK_APP_TOKEN: app?.reveal() ?? "",
    // Both at once would be a fault.
    SLACK_BOT_TOKEN_FILE: null,
    SLACK_APP_TOKEN_FILE: null,
    ...(url?.ok ? { SLACK_API_URL: url.value } : {}),
  });
}

function isForLater(tokens: InitTokens | null): boolean {
  return tokens !== null && (tokens.bot === null || tokens.app === null);
}

function writtenText(written: readonly WrittenFile[]): string {
  const lines = written.map(({ path, keptAs }) => {
    return keptAs === null ? `Written: ${path}\n` : `Written: ${path} (what stood there is in ${keptAs})\n`;
  });
  return lines.length === 0 ? "Nothing had to be written.\n" : lines.join("");
}

function laterText({ env }: Ground): string {
  return `\nNext: put both tokens into ${env.name}, then npx scipy-bot doctor, which looks at Slack and at every host.\n`;
}

/** As `doctor` by itself; its exit code is that of `init`. */
async function examine(call: Call, options: InitOptions): Promise<number> {
  call.tell("\nDoctor looks at Slack and at every host …\n\n");
  const args = (["config", "env-file"] as const).flatMap((name) => {
    const file = options[name];
    return file === undefined ? [] : [`--${name}`, file];
  });
  const stopped = call.stopped.then(() => exitCodes.interrupted);
  const code = await Promise.race([doctor({ ...call, command: "doctor", args }), stopped]);
  if (code === exitCodes.done) call.tell("\nNext: npx scipy-bot run\n");
  else if (code !== exitCodes.interrupted) call.tell("\nMend what FAILED, then look again: npx scipy-bot doctor\n");
  return code;
}
