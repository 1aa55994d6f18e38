/** Why a figure is not there. Shown to people as it stands, so each is a phrase that fits after "because". */
export type Absence =
  | "this kernel does not have it"
  | "the file cannot be read"
  | "the field is missing"
  | "the field is malformed"
  | "it needs two readings"
  | "the host was restarted between two readings"
  | "it went back between two readings"
  | "it stood still between two readings"
  | "the process is gone"
  | "no process of it lived through both readings"
  | "the bot did not see it start"
  | "there is not enough history yet"
  | "everything else on the host leaves it no room"
  | "it was not asked for"
  | "the host did not answer"
  | "it has no limit"
  | "the host hides other people's processes"
  | "there are too many processes to list"
  | "its pattern takes too long to match";

/** One number's place: the number, or the reason why there is none. Never 0 for "not known". */
export type Figure<T = number> =
  | { readonly value: T; readonly reason?: undefined }
  | { readonly value: null; readonly reason: Absence };

export function known<T>(value: T): Figure<T> {
  return { value };
}

export function absent(reason: Absence): { readonly value: null; readonly reason: Absence } {
  return { value: null, reason };
}

export function mapFigure<T, U>(figure: Figure<T>, map: (value: T) => U): Figure<U> {
  return figure.reason === undefined ? { value: map(figure.value) } : figure;
}
