/** What can be asked of the bot with its slash command. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "status"; readonly host: string | null }
  | { readonly kind: "why"; readonly host: string | null };
