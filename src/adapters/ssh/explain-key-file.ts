import type { Place } from "./place.ts";
import { describePlace } from "./place.ts";
import type { KeyFileFault } from "./trouble.ts";

/** Why a private key was not used, and the command or step that mends it. Never tells of the content. */
export function explainKeyFile(fault: KeyFileFault, file: string, place: Place): string {
  return `The private key ${file} for ${describePlace(place)} ${explainFault(fault, file)}`;
}

function explainFault(fault: KeyFileFault, file: string): string {
  switch (fault.kind) {
    case "missing":
      return "does not exist. Create it with ssh-keygen, or correct the path in the configuration.";
    case "unreadable":
      return `cannot be read (${fault.code}). Let the bot's own user own it: chown it, then chmod 600.`;
    case "symbolic link":
      return "is a symbolic link. Name the file itself in the configuration, so that nobody can turn the link elsewhere.";
    case "not a file":
      return "is not a plain file of a key's size. Correct the path in the configuration.";
    case "lax mode":
      return `has mode ${octal(fault.mode)}, so others may use it too. Run: chmod 600 ${file}`;
    case "lax folder":
      return `lies in a folder that others may change (mode ${octal(fault.mode)}). Run: chmod go-w ${fault.folder}`;
    case "foreign owner":
      return `belongs to another user (uid ${fault.uid}). Let the bot's own user own it: chown it, then chmod 600.`;
    case "encrypted":
      return "is protected by a passphrase, which the bot cannot type. Give the bot a key of its own without one (ssh-keygen -N ''), kept by file mode or systemd's LoadCredential, and restrict it in authorized_keys.";
    case "no private key":
      return "holds no private key in OpenSSH or PEM format. Create one with: ssh-keygen -t ed25519 -N '' -f FILE";
  }
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
