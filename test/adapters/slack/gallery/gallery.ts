import { alertStates } from "./gallery-alerts.ts";
import { answerGallery } from "./gallery-answers.ts";
import { dialogGallery } from "./gallery-dialogs.ts";
import { heapGallery } from "./gallery-heaps.ts";
import { homeGallery } from "./gallery-homes.ts";
import { noticeGallery } from "./gallery-notices.ts";
import { recordGallery } from "./gallery-records.ts";
import { restartGallery } from "./gallery-restarts.ts";
import type { GalleryState } from "./gallery-state.ts";

/** Every view in every state: what `npm run gallery` draws, and what the rules of writing are held against. */
export function gallery(): readonly GalleryState[] {
  return [
    ...alertStates(),
    ...restartGallery(),
    ...answerGallery(),
    ...heapGallery(),
    ...recordGallery(),
    ...noticeGallery(),
    ...dialogGallery(),
    ...homeGallery(),
  ];
}
