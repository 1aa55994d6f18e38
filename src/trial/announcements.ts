/** Something in the workspace changed; whoever shows it fetches it anew. */
export type Announcement =
  | { readonly name: "message"; readonly data: { readonly channel: string } }
  | { readonly name: "ephemeral" | "view" | "home"; readonly data: { readonly user: string } }
  | { readonly name: "bot"; readonly data: { readonly ready: boolean } }
  | { readonly name: "demo"; readonly data: { readonly heapBytes: number | null } }
  | { readonly name: "log"; readonly data: Record<string, never> };

export interface Announcements {
  publish(announcement: Announcement): void;
  /** Returns what ends the subscription. A listener must not throw. */
  subscribe(listener: (announcement: Announcement) => void): () => void;
}

export function createAnnouncements(): Announcements {
  const listeners = new Set<(announcement: Announcement) => void>();
  return {
    publish(announcement) {
      for (const listener of listeners) listener(announcement);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
