/** By which the bot knows its own notices; other apps in a channel can read it, so it holds an opaque id alone. */
const eventType = "scipy_notice";

export interface NoticeMetadata {
  readonly event_type: string;
  readonly event_payload: { readonly id: string };
}

export function noticeMetadata(id: string): NoticeMetadata {
  return { event_type: eventType, event_payload: { id } };
}

/** True for the metadata of a message that Slack gives back, whatever it is. */
export function isNoticeMetadata(metadata: unknown, id: string): boolean {
  if (!isRecord(metadata) || metadata.event_type !== eventType) return false;
  return isRecord(metadata.event_payload) && metadata.event_payload.id === id;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
