/**
 * How a shell looks at small files that others own, such as pid files. `looks` prints a line for each: "-" for one that
 * certainly does not exist, "x" for one that cannot be read or is no regular file, "=" and its first word for the others.
 *
 * Whoever owns such a file may put a pipe there, a device, or a file without end: an awk would wait for ever, or fill the
 * memory. So nothing is opened before it is known to be a regular file, and then 256 bytes are read by `dd`, which does
 * not wait either where the file has become a pipe meanwhile. Files of /proc tell no size and are not read at all: some
 * of them have no end. Absence is certain only when the nearest folder above that exists may be searched.
 */
export const lookText = `
look() {
  p=$PROBE_ROOT$1; state=x; text="";
  if test -f "$p" && test -r "$p"; then
    if test -s "$p"; then text=$($PROBE_DD if="$p") || return 0; fi;
    set -f; set -- $text; set +f; state="=$1"; return;
  fi;
  if test -e "$p" || test -L "$p"; then return; fi;
  d=\${p%/*};
  until test -e "$d" || test -L "$d" || test -z "$d"; do d=\${d%/*}; done;
  if test -d "\${d:-/}" && test -x "\${d:-/}"; then state=-; fi;
};
looks() { for f in "$@"; do look "$f"; printf "%s\\n" "$state"; done; };
`;
