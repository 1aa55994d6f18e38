import { usualFiles } from "../config/setup.ts";
import { tokenProblem } from "../config/token-problem.ts";
import { type Result, succeed } from "../domain/result.ts";
import { Secret } from "../domain/secret.ts";
import type { Questioner } from "../services/ports-setup.ts";
import type { InitAnswers, InitTokens } from "./init-answers.ts";
import { askHosts, askSshFiles } from "./init-ask-hosts.ts";
import type { Asking } from "./init-asking.ts";
import { channelOf, hostsGiven, tokensOfEnvironment } from "./init-given.ts";
import type { PlaceOfFile } from "./init-ground.ts";
import { setupProblem } from "./init-judge.ts";
import { tellWhereTokensAre } from "./init-tokens.ts";

/** The answers of a person; what the command line says is not asked again. */
export async function askedAnswers(asking: Asking): Promise<Result<InitAnswers, string>> {
  const { options, ground, questioner } = asking;
  const given = hostsGiven(options);
  if (!given.ok) return given;
  if (await isKept(asking, ground.config)) return succeed({ config: null, tokens: await askTokens(asking, null) });
  const channel = options.channel === undefined ? await askChannel(questioner) : channelOf(options.channel);
  const hosts = given.value.length > 0 ? given.value : await askHosts(questioner, channel);
  const setup = { channel, hosts };
  const files = await askSshFiles(asking, setup);
  return succeed({ config: { setup, files: files ?? usualFiles }, tokens: await askTokens(asking, channel) });
}

async function isKept({ options, questioner }: Asking, { name, text }: PlaceOfFile): Promise<boolean> {
  if (text === null || options.replace) return false;
  if (options.keep) return true;
  const answer = await questioner.choose({
    message: `${name} is there already.`,
    choices: [
      { value: "keep", label: "Keep it as it is" },
      { value: "replace", label: `Write a new one; the old one stays as ${name}.old-1 or the next free number` },
    ],
  });
  return answer === "keep";
}

async function askChannel(questioner: Questioner): Promise<string> {
  const problem = (text: string): string | null => {
    const channel = channelOf(text);
    const wrong = setupProblem({ channel, hosts: [] }, /^channel$/);
    return wrong === null
      ? null
      : "A channel is written #ops, in lower case and without spaces, or as its id: C0123456789.";
  };
  const message = "In which channel shall the bot speak?";
  return channelOf(await questioner.text({ message, usual: "#ops", problem }));
}

async function askTokens(asking: Asking, channel: string | null): Promise<InitTokens | null> {
  const { call, ground } = asking;
  const inEnvironment = tokensOfEnvironment(call);
  if (ground.env.text !== null && (await isEnvironmentKept(asking))) return null;
  if (inEnvironment.ok && inEnvironment.value.bot !== null && inEnvironment.value.app !== null)
    return inEnvironment.value;
  if (ground.env.text === null && ground.hasTokens) return null;
  tellWhereTokensAre(call, channel);
  const bot = await askToken(asking, "bot");
  return { bot, app: bot === null ? null : await askToken(asking, "app") };
}

/** One without tokens was perhaps copied from the example: then to fill it in is what is wanted. */
async function isEnvironmentKept(asking: Asking): Promise<boolean> {
  const { ground, options, questioner } = asking;
  if (ground.hasTokens || options.keep || options.replace) return isKept(asking, ground.env);
  const { name } = ground.env;
  const answer = await questioner.choose({
    message: `${name} is there already, without both tokens.`,
    choices: [
      {
        value: "fill",
        label: `Put the tokens into it; all else stays, and the old one is kept as ${name}.old-1 or the next free number`,
      },
      { value: "keep", label: "Keep it as it is" },
    ],
  });
  return answer === "keep";
}

async function askToken({ questioner }: Asking, kind: "bot" | "app"): Promise<Secret | null> {
  const message =
    kind === "bot" ? "The bot token, xoxb-… (Enter alone: later)" : "The app-level token, xapp-… (Enter alone: later)";
  const problem = (text: string) => (text === "" ? null : (tokenProblem(text, kind)?.sentence ?? null));
  const text = await questioner.secret({ message, problem });
  return text === "" ? null : new Secret(text);
}
