/** A person at a terminal who is asked. Nothing that was answered is kept here. */
export interface Questioner {
  /** Enter alone gives `usual`. Asked again while `problem` has a sentence; it gets the text without spaces around it. */
  text(question: TextQuestion): Promise<string>;
  /** What is typed is not shown; Enter alone gives "". */
  secret(question: Pick<TextQuestion, "message" | "problem">): Promise<string>;
  choose<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  confirm(question: { readonly message: string; readonly usual: boolean }): Promise<boolean>;
  /** Resolves when the person leaves, by Ctrl-C or by closing the terminal; a question that waits is then never answered. */
  readonly left: Promise<void>;
  /** Gives the terminal back as it was, in whatever question it is. */
  close(): void;
}

export interface TextQuestion {
  readonly message: string;
  readonly usual: string;
  readonly problem: (text: string) => string | null;
}

export interface ChoiceQuestion<Value extends string> {
  readonly message: string;
  /** The first one is the usual answer. */
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
}

/** A file that is written whole or not at all. */
export interface FileToWrite {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
  /** True where somebody said that what stands there may be replaced. */
  readonly replaces: boolean;
}

/** Where what stood there is kept; null where nothing did. */
export interface WrittenFile {
  readonly path: string;
  readonly keptAs: string | null;
}
