import { type Announcements, createAnnouncements } from "./announcements.ts";
import { createEnvelopes, type Envelopes } from "./envelopes.ts";
import { createEphemerals, type Ephemerals } from "./ephemerals.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createFiles, type Files } from "./files.ts";
import { createIds, type Ids } from "./ids.ts";
import { createLog, type Log } from "./log.ts";
import { createMessages, type Messages } from "./messages.ts";
import { createPostingRules, type PostingRules } from "./posting-rules.ts";
import { createResponseUrls, type ResponseUrls } from "./response-urls.ts";
import { createSockets, type Sockets } from "./sockets.ts";
import { createTickets, type Tickets } from "./tickets.ts";
import { createTriggers, type Triggers } from "./triggers.ts";
import { createViews, type Views } from "./views.ts";
import { createViolations, type Violations } from "./violations.ts";

/** Everything that one trial workspace knows and holds. */
export interface State {
  readonly now: () => number;
  readonly ids: Ids;
  readonly announcements: Announcements;
  readonly log: Log;
  readonly violations: Violations;
  readonly messages: Messages;
  readonly ephemerals: Ephemerals;
  readonly views: Views;
  readonly files: Files;
  readonly faults: Faults;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly postingRules: PostingRules;
  readonly tickets: Tickets;
  readonly sockets: Sockets;
  readonly envelopes: Envelopes;
  readonly settings: Settings;
  /** "http://127.0.0.1:8155", once the server listens. */
  readonly origin: () => string;
  /** Whether the bot is connected and says that it can answer. */
  readonly isReady: () => boolean;
}

export interface Settings {
  readonly commandName: string;
  readonly usageHint: string;
  readonly shortcuts: readonly Shortcut[];
  readonly scopes: readonly string[];
}

export interface Shortcut {
  readonly callback_id: string;
  readonly name: string;
  readonly type: "message" | "global";
}

export interface StateOptions {
  readonly now: () => number;
  readonly origin: () => string;
  readonly settings: Settings;
  readonly isBotReady: () => boolean;
  readonly logEntriesMax?: number;
}

export function createState(options: StateOptions): State {
  const { now, origin, settings } = options;
  const ids = createIds(now);
  const announcements = createAnnouncements();
  const limit = options.logEntriesMax === undefined ? {} : { entriesMax: options.logEntriesMax };
  const log = createLog({ now, announcements, ...limit });
  const violations = createViolations({ now });
  const faults = createFaults({ now });
  const envelopes = createEnvelopes({ sockets: () => sockets, log, violations, isOut: faults.isOut });
  const isReady = () => sockets.count() > 0 && options.isBotReady();
  const sockets = createSockets({
    onFrame: envelopes.onFrame,
    onGone: envelopes.onGone,
    onChange: () => announcements.publish({ name: "bot", data: { ready: isReady() } }),
  });
  return {
    now,
    ids,
    announcements,
    log,
    violations,
    faults,
    envelopes,
    sockets,
    settings,
    origin,
    isReady,
    messages: createMessages({ announcements }),
    ephemerals: createEphemerals({ announcements }),
    views: createViews({ ids, now, announcements }),
    files: createFiles({ ids, now }),
    triggers: createTriggers({ now, ids }),
    responseUrls: createResponseUrls({ now, ids, origin }),
    postingRules: createPostingRules({ now, violations }),
    tickets: createTickets({ now, secret: ids.secret }),
  };
}

/** Forgets all that happened. The bot's connections stay. */
export function resetState(state: State): void {
  const holders = [state.messages, state.ephemerals, state.views, state.files, state.faults, state.triggers];
  for (const holder of [...holders, state.responseUrls, state.postingRules, state.violations, state.log])
    holder.clear();
}
