import type { ModalView } from "@slack/types";
import type { Dialog } from "../../../services/ports-dialogs.ts";
import type { DetailsReply } from "../../../services/ports-status.ts";
import { renderAlertDetailsDialog } from "./alert-details-dialog.ts";
import { renderDetailsModal } from "./render-details-modal.ts";
import { renderReportDialog } from "./report-dialog.ts";
import { renderRestartCodeDialog } from "./restart-code-dialog.ts";
import { renderRestartDetails } from "./restart-details-dialog.ts";
import { renderRestartDialog } from "./restart-dialog.ts";
import { renderSilenceDialog } from "./silence-dialog.ts";

/** A dialog as Slack opens it. */
export function renderDialog(dialog: DetailsReply | Dialog): ModalView {
  switch (dialog.kind) {
    case "details":
      return renderDetailsModal(dialog);
    case "silence":
      return renderSilenceDialog(dialog);
    case "report":
      return renderReportDialog(dialog);
    case "alert details":
      return renderAlertDetailsDialog(dialog);
    case "restart":
      return renderRestartDialog(dialog);
    case "restart code":
      return renderRestartCodeDialog(dialog);
    case "restart details":
      return renderRestartDetails(dialog);
  }
}
