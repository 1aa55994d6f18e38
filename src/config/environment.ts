/** The variables that the bot was started with, those of `.env` among them. */
export interface Environment {
  readonly values: Readonly<Record<string, string | undefined>>;
  /** Where those stand that come from a file; all others come from the environment itself. */
  readonly places: Readonly<Record<string, { readonly file: string; readonly line: number }>>;
}

/** Every variable that the bot reads. */
export const variables = [
  "SLACK_BOT_TOKEN",
  "SLACK_BOT_TOKEN_FILE",
  "SLACK_APP_TOKEN",
  "SLACK_APP_TOKEN_FILE",
  "SLACK_API_URL",
  "SCIPY_SOCKETS",
  "SCIPY_DATA",
  "SCIPY_DATABASE_URL",
  "SCIPY_DATABASE_URL_FILE",
  "SCIPY_AUDIT_KEY",
  "SCIPY_AUDIT_KEY_FILE",
] as const;

export type Variable = (typeof variables)[number];

/** Null when it is not set or empty: a line of `.env` that was left blank sets nothing. */
export function settingOf(environment: Environment, variable: Variable): string | null {
  const value = environment.values[variable]?.trim();
  return value === undefined || value === "" ? null : value;
}
