import { createApp } from "../../src/app.ts";
import { systemWorld } from "../../src/app-world.ts";
import type { Config } from "../../src/config/config.ts";
import { localConfig } from "../../src/config/local-config.ts";
import { Secret } from "../../src/domain/secret.ts";
import { createWorkspace, type Workspace } from "../../src/trial/workspace.ts";
import { control } from "./control.ts";
import { createDataFolder } from "./data-folder.ts";
import { eventually } from "./eventually.ts";

export interface AppInWorkspace {
  readonly workspace: Workspace;
  close(): Promise<void>;
}

/** The whole bot on this machine, in a trial workspace of its own; resolves when its first reading is in. */
export async function openAppInWorkspace({
  config = localConfig(),
  sockets = 1,
}: {
  readonly config?: Config;
  readonly sockets?: number;
} = {}): Promise<AppInWorkspace> {
  const opened = await createWorkspace({ port: 0, isBotReady: () => false });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  const data = await createDataFolder();
  const tokens = { botToken: new Secret("xoxb-trial"), appToken: new Secret("xapp-trial") };
  const app = createApp({
    ...systemWorld("error"),
    ...{ store: data.store, config },
    slack: { ...tokens, apiUrl: workspace.apiUrl, sockets },
    onFault: () => undefined,
  });
  workspace.setReady(() => app.hasFirstReading());
  const started = await app.start();
  if (!started.ok) throw new Error(started.error.detail);
  await eventually(async () => (await control(workspace, "ready")).status === 200);
  return {
    workspace,
    async close() {
      await app.stop();
      await workspace.stop();
      await data.remove();
    },
  };
}
