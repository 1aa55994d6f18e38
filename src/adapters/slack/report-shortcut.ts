/** The callback id of "Report a server problem" in the menu of a message, as the manifest has it. */
export const reportShortcut = "report_problem";
