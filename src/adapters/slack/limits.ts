import { type Millis, millis, seconds } from "../../domain/time.ts";

/** Every limit of the Slack edge with its reason. Tests set smaller ones; nothing else does. */
export interface SlackLimits {
  /** One call of the Web API. The SDK has no limit of its own, and a call that hangs would hold its place for ever. */
  readonly callWithin: Millis;
  /** Start: long enough for a network that comes up after the bot, short enough that a supervisor sees the failure. */
  readonly startWithin: Millis;
  /** From asking for a connection to Slack's "hello"; includes one call of the Web API. */
  readonly helloWithin: Millis;
  /** First and longest pause between attempts to connect: nobody waits longer than this once an outage has ended. */
  readonly reconnectMin: Millis;
  readonly reconnectMax: Millis;
  /** A connection that lived so long was a good one: its successor is opened at once. */
  readonly settledAfter: Millis;
  /** The same for one that Slack asked to renew: only a Slack that does so at once, again and again, is answered slowly. */
  readonly recycledAfter: Millis;
  /** Slack has refused a good token in passing before; so many refusals in a row are meant. */
  readonly refusalsMax: number;
  /** How often the watchdog compares what it believes of the sockets with what they say. */
  readonly watchEvery: Millis;
  /** Without any connection for so long, people's commands have failed: the log says so. */
  readonly deafAfter: Millis;
  /** Slack delivers again within an hour; a day covers its own queues. */
  readonly rememberFor: Millis;
  readonly rememberedMax: number;
  /** Commands and clicks of one person in a minute: more than anyone presses in an emergency, before the bot asks for patience. */
  readonly perPersonMax: number;
  /** People whose pace is kept; more than any channel has active in a minute. */
  readonly peopleMax: number;
  /** Interactions under way at once; beyond it the bot says that it is busy rather than grow without end. */
  readonly runningMax: number;
  /** Slack: one post a second in a channel. A little more, since the network squeezes what was sent evenly. */
  readonly postSpacing: Millis;
  /** Slack's advice for one message: about one edit a second. */
  readonly editSpacing: Millis;
  /** Slack's tier 3: 50 edits a minute in all. A burst of 10 and then 4 every 6 s never pass 50 within any minute. */
  readonly editBurst: number;
  readonly editsPerRefill: number;
  readonly editRefillEvery: Millis;
  /** Waiting posts of a channel, and waiting edits in all; older ones keep their place, the newest is refused. */
  readonly waitingMax: number;
  /** Private answers under way: one for each interaction under way, and as many for those who are told to wait. */
  readonly answersMax: number;
  /** Channels and messages whose pace is kept. */
  readonly lanesMax: number;
  /** A queue with work in it that starts none for so long stands still. Longer than any pause the queue makes on purpose. */
  readonly standstill: Millis;
  /** How often an edit is tried, and a post that surely did not arrive. */
  readonly triesMax: number;
  /** First pause between these tries; it doubles. */
  readonly retryPause: Millis;
  /**
   * What Slack holds back in a channel for longer is given up, and the asker answered alone: so long a person waits before
   * they ask again. Longer than the pauses of a few seconds that Slack asks for after a burst.
   */
  readonly patience: Millis;
  /** An answer to one person alone has no other way to them: it is better late, and of no use later than this. */
  readonly privatePatience: Millis;
  /** Slack opens a dialog within 3 s of the click or not at all, and the click has taken some of that. */
  readonly dialogPatience: Millis;
  /** Pages of 100 messages among which one is looked up: 2,000, more than a channel has while an answer is late. */
  readonly lookUpPagesMax: number;
  /** How far Slack's clock may be behind the bot's, when messages are looked up by their time. */
  readonly lookUpSlack: Millis;
  /** Slack waits 3 s for the answer to a dialog: this leaves the last for the way to Slack. */
  readonly submitWithin: Millis;
  /** A click is acknowledged once it is decided, or so long after it: Slack shows an error after 3 s. */
  readonly decideWithin: Millis;
  /** A picture from drawing to its file in Slack: whoever asked waits for it, and a native chart is at hand. */
  readonly pictureWithin: Millis;
  /** Pauses before each try to show a picture that Slack looks at first. A response URL has five uses, two of them are for showing it plainer. */
  readonly pictureTries: readonly Millis[];
  /** For so long nothing is painted after a failure: without the scope, each would only cost time. */
  readonly pictureRest: Millis;
  /** For so long no question is marked after Slack has refused a mark, for example for want of the scope. */
  readonly marksRest: Millis;
  /** Files remembered by what they show: a message that is edited keeps its own. */
  readonly picturesMax: number;
  /** Stopping must not outlast the patience of a supervisor. */
  readonly stopWithin: Millis;
  /** Of that, for answers under way; the rest is for closing the sockets. */
  readonly finishWithin: Millis;
  /** How long a connection that Slack recycles is still read, for envelopes that were under way. */
  readonly lingerFor: Millis;
  /** How long a socket may take to say goodbye before it is cut. */
  readonly goodbyeWithin: Millis;
}

export const slackLimits: SlackLimits = {
  callWithin: seconds(10),
  startWithin: seconds(30),
  helloWithin: seconds(15),
  reconnectMin: millis(500),
  reconnectMax: seconds(5),
  settledAfter: seconds(30),
  recycledAfter: seconds(1),
  refusalsMax: 3,
  watchEvery: seconds(5),
  deafAfter: seconds(60),
  rememberFor: seconds(86_400),
  rememberedMax: 10_000,
  perPersonMax: 60,
  peopleMax: 1000,
  runningMax: 200,
  postSpacing: millis(1050),
  editSpacing: millis(1050),
  editBurst: 10,
  editsPerRefill: 4,
  editRefillEvery: seconds(6),
  waitingMax: 100,
  answersMax: 400,
  lanesMax: 500,
  standstill: seconds(15),
  triesMax: 4,
  retryPause: millis(500),
  patience: seconds(10),
  privatePatience: seconds(120),
  dialogPatience: seconds(2),
  lookUpPagesMax: 20,
  lookUpSlack: seconds(60),
  submitWithin: seconds(2),
  decideWithin: seconds(2),
  pictureWithin: seconds(6),
  pictureTries: [millis(500), seconds(1), seconds(2)],
  pictureRest: seconds(600),
  marksRest: seconds(600),
  picturesMax: 100,
  stopWithin: seconds(5),
  finishWithin: seconds(3),
  lingerFor: millis(1500),
  goodbyeWithin: seconds(1),
};
