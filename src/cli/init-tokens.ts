import { createAppLink } from "../config/create-app-link.ts";
import { loadManifest } from "../config/load-manifest.ts";
import type { Call } from "./call.ts";

/** Where Slack makes the app and shows its tokens. */
export function tellWhereTokensAre(call: Call, channel: string | null): void {
  call.tell(`
The app in Slack, and its two tokens:
  1. Open this link, choose the workspace, and press Create:
     ${createAppLink(loadManifest())}
  2. "Install App" → Install to Workspace → Bot User OAuth Token: xoxb-…
  3. "Basic Information" → App-Level Tokens → Generate, with the scope connections:write: xapp-…
  4. In ${channel ?? "the channel"}: /invite @scipy

`);
}
