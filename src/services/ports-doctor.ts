import type { Finding } from "../domain/doctor/finding.ts";

/** Looks at everything that the bot depends on and changes nothing: the same as `scipy-bot doctor`. */
export type Examine = () => Promise<readonly Finding[]>;

/** What `doctor` found, for the person alone who asked. */
export interface DoctorReply {
  readonly kind: "doctor";
  readonly findings: readonly Finding[];
}
