import type { WorkCounter } from "../ports-http.ts";
import type { NoticeChat } from "../ports-notices.ts";

/** The same chat, whose posts and edits are counted. */
export function countNotices(chat: NoticeChat, counter: Pick<WorkCounter, "sent">): NoticeChat {
  return {
    ...chat,
    async postNotice(to, posted) {
      const result = await chat.postNotice(to, posted);
      counter.sent("post", result.ok ? null : result.error.reason);
      return result;
    },
    async editNotice(message, notice) {
      const result = await chat.editNotice(message, notice);
      counter.sent("edit", result.ok ? null : result.error.reason);
      return result;
    },
  };
}
