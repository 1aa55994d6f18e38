import type { HostFailure } from "../../domain/host.ts";
import { printable } from "../../domain/printable.ts";
import { renderDuration } from "../../domain/time.ts";
import { explainConnectError } from "./explain-connect-error.ts";
import { explainDistrust } from "./explain-distrust.ts";
import { explainFlood } from "./explain-flood.ts";
import { explainKeyFile } from "./explain-key-file.ts";
import type { Explanation, Place } from "./place.ts";
import { describeError, describePlace } from "./place.ts";
import type { ConnectStage, ProgramEnded, Trouble } from "./trouble.ts";

/** The one place where troubles, the vendor's errors among them, become failures that a person can act upon. */
export function reasonOf(trouble: Trouble, place: Place): HostFailure {
  return { ...explain(trouble, place), nextTryAt: null };
}

function explain(trouble: Trouble, place: Place): Explanation {
  const where = describePlace(place);
  switch (trouble.kind) {
    case "key file":
      return { reason: "key unusable", detail: explainKeyFile(trouble.fault, trouble.file, place) };
    case "known hosts unreadable":
      return {
        reason: "host key unknown",
        detail: `${trouble.file} cannot be read (${describeError(trouble.error)}), so the key of ${where} cannot be verified and nothing was sent. Let the bot read that file.`,
      };
    case "host key distrusted":
      return explainDistrust(trouble.distrust, { ...place, file: trouble.file });
    case "connect failed":
      return explainConnectError(trouble.error, trouble.stage, place);
    case "connect overdue":
      return explainOverdueConnect(trouble, where);
    case "channel refused":
      return explainRefusedChannel(trouble.error, where);
    case "link lost":
      return { reason: "link lost", detail: explainLostLink(trouble.error, where) };
    case "program ended":
      return explainEndedProgram(trouble, where);
    case "answer overdue":
      return explainOverdueAnswer(trouble, where);
    case "too much output":
      return {
        reason: "too much output",
        detail: `${where} sent more than ${Math.round(trouble.bytesMax / 1024)} KiB in answer to one question, and the channel was closed. Look at what the login shell of that user prints, or whether the host is what it seems.`,
      };
    case "flooded":
      return explainFlood(trouble, place);
    case "queue full":
      return {
        reason: "timed out",
        detail: `${trouble.waiting} questions to ${trouble.of} are already waiting, so ${where} was not asked. Ask again in a minute.`,
      };
    case "stopped":
      return { reason: "stopped", detail: `The connection to ${where} was closed because the bot is stopping.` };
  }
}

function explainOverdueConnect(overdue: Extract<Trouble, { kind: "connect overdue" }>, where: string): Explanation {
  const waited = renderDuration(overdue.waited);
  const rest = overdue.goesOn ? " The bot goes on trying." : "";
  return {
    reason: overdue.stage === "tcp" || overdue.stage === "handshake" ? "unreachable" : "timed out",
    detail: `${overdueConnect[overdue.stage](where, waited)}${rest}`,
  };
}

const overdueConnect: Readonly<Record<ConnectStage, (where: string, waited: string) => string>> = {
  queued: (where, waited) => `${where} was not tried within ${waited}, because many other hosts are being connected.`,
  tcp: (where, waited) =>
    `${where} took no connection within ${waited}. It may be down, or a firewall may drop the packets: check that it runs and that this machine may reach that port.`,
  handshake: (where, waited) =>
    `${where} took the connection but did not finish the SSH handshake within ${waited}. It may be frozen or out of memory, or something else than sshd listens there: look at its console.`,
  login: (where, waited) =>
    `${where} did not finish the login within ${waited}. It may be swapping, or its user directory may not answer: look at its console.`,
};

function explainRefusedChannel(error: unknown, where: string): Explanation {
  if (error instanceof Error && "reason" in error) {
    return {
      reason: "too many channels",
      detail: `${where} let the bot in but opened no session for it (${describeError(error)}). Raise MaxSessions in its sshd_config to 2 or more, or end hung sessions of that user.`,
    };
  }
  return {
    reason: "no probe",
    detail: `${where} let the bot in but refused to run a command (${describeError(error)}). Allow commands for that key in authorized_keys and sshd_config.`,
  };
}

function explainLostLink(error: unknown, where: string): string {
  if (error instanceof Error && error.message === "Keepalive timeout") {
    return `${where} stopped answering on an open connection, and the bot gave the connection up. It may be frozen, or the network may be cut; the bot connects anew with the next question.`;
  }
  const why = error === null || error === undefined ? "" : ` (${describeError(error)})`;
  return `The connection to ${where} broke${why}. The bot connects anew with the next question; if this repeats, look at sshd's log there.`;
}

function explainEndedProgram(ended: ProgramEnded, where: string): Explanation {
  const how = ended.signal === null ? `with exit code ${ended.code ?? "unknown"}` : `by ${printable(ended.signal, 20)}`;
  const complaint = printable(ended.stderr, 300);
  const said = complaint === "" ? "" : ` It said: ${complaint}`;
  if (ended.hadAnswered) {
    return {
      reason: "link lost",
      detail: `The probe on ${where} ended ${how}; perhaps the host ran out of memory. The bot starts it anew with the next question.${said}`,
    };
  }
  return {
    reason: "no probe",
    detail: `The probe could not run on ${where}: it ended ${how}. That user needs a POSIX shell and awk, and its key must not force another command.${said}`,
  };
}

function explainOverdueAnswer(overdue: Extract<Trouble, { kind: "answer overdue" }>, where: string): Explanation {
  const waited = renderDuration(overdue.waited);
  return {
    reason: "timed out",
    detail: overdue.asked
      ? `${where} is connected but did not answer within ${waited}. It may be starved or frozen: look at its console if this lasts.`
      : `${where} could not be asked within ${waited}, because earlier questions were still under way. Ask again in a minute.`,
  };
}
