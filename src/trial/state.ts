import { type Announcements, createAnnouncements } from "./announcements.ts";
import { createEnvelopes, type Envelopes } from "./envelopes.ts";
import { createEphemerals, type Ephemerals } from "./ephemerals.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createFiles, type Files } from "./files.ts";
import { createForms, type Forms } from "./forms.ts";
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
export interface State extends Records, Holdings, Wire {
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly settings: Settings;
  /** "http://127.0.0.1:8155", once the server listens. */
  readonly origin: () => string;
}

/** What the bot and the people have made, and what was handed out to them. */
interface Holdings {
  readonly ids: Ids;
  readonly messages: Messages;
  readonly ephemerals: Ephemerals;
  readonly forms: Forms;
  readonly views: Views;
  readonly files: Files;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly postingRules: PostingRules;
}

/** What happened, and what is to go wrong. */
interface Records {
  readonly announcements: Announcements;
  readonly log: Log;
  readonly violations: Violations;
  readonly faults: Faults;
}

/** The way to the bot. */
interface Wire {
  readonly tickets: Tickets;
  readonly sockets: Sockets;
  readonly envelopes: Envelopes;
  /** Whether the bot is connected and says that it can answer. */
  readonly isReady: () => boolean;
  /** The demo daemon's heap as the bot has read it last, in bytes; null while it has not. */
  readonly demoHeap: () => number | null;
}

export interface Settings {
  readonly commandName: string;
  readonly usageHint: string;
  readonly shortcuts: readonly Shortcut[];
  readonly scopes: readonly string[];
  /** Null where there is no daemon that a newcomer may restart. */
  readonly demo: DemoFacts | null;
}

/** What the page's guided tour is about. */
export interface DemoFacts {
  readonly host: string;
  readonly daemon: string;
  /** The heap at which the bot warns, in bytes. */
  readonly warnsAtBytes: number;
  /** Ids of those who may approve. */
  readonly reviewers: readonly string[];
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
  readonly demoHeap: () => number | null;
  readonly logEntriesMax: number;
}

export function createState(options: StateOptions): State {
  const { now, origin, settings } = options;
  const announcements = createAnnouncements();
  const log = createLog({ now, announcements, entriesMax: options.logEntriesMax });
  const records = {
    announcements,
    log,
    violations: createViolations({ now, announcements }),
    faults: createFaults({ now }),
  };
  const holdings = createHoldings(options, records);
  return {
    now,
    startedAt: now(),
    origin,
    settings,
    ...records,
    ...holdings,
    ...createWire(options, records, holdings.ids),
  };
}

/** Forgets all that happened. The bot's connections stay. */
export function resetState(state: State): void {
  const made = [state.messages, state.ephemerals, state.forms, state.views, state.files];
  const handedOut = [state.triggers, state.responseUrls, state.postingRules];
  for (const each of [...made, ...handedOut, state.faults, state.violations, state.log]) each.clear();
}

function createHoldings({ now, origin }: StateOptions, { announcements, violations }: Records): Holdings {
  const ids = createIds(now);
  return {
    ids,
    messages: createMessages({ announcements }),
    ephemerals: createEphemerals({ announcements }),
    forms: createForms(),
    views: createViews({ ids, now, announcements }),
    files: createFiles({ ids, now }),
    triggers: createTriggers({ now, ids }),
    responseUrls: createResponseUrls({ now, ids, origin }),
    postingRules: createPostingRules({ now, violations }),
  };
}

function createWire(options: StateOptions, records: Records, ids: Ids): Wire {
  const { log, violations, faults, announcements } = records;
  const envelopes = createEnvelopes({ sockets: () => sockets, log, violations, isOut: faults.isOut });
  const isReady = () => sockets.count() > 0 && options.isBotReady();
  const sockets = createSockets({
    onFrame: envelopes.onFrame,
    onGone: envelopes.onGone,
    onChange: () => announcements.publish({ name: "bot", data: { ready: isReady() } }),
  });
  return {
    envelopes,
    sockets,
    isReady,
    demoHeap: options.demoHeap,
    tickets: createTickets({ now: options.now, secret: ids.secret }),
  };
}
