/** A channel in a sentence: its name where the configuration has one, since an id means nothing to people. */
export function channelPhrase(channel: string): string {
  return channel.startsWith("#") ? channel : "the channel for alerts";
}
