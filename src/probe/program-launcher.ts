import { protocolVersion } from "./answer.ts";

/**
 * Runs the words that follow it in a shell that starts in the C locale. In another one a shell may have mapped 200 MB of
 * its tables, and could not run under the limit below.
 */
export const cleanText = `: scipy_probe=1; LC_ALL=C; export LC_ALL; exec /bin/sh -c "$@"`;

/**
 * In KiB, for the probe and for each process that it starts: eight times what the hungriest of them takes for 1,000
 * processes and as many files (16 MB). Whatever it meets on a host that nobody expected, it does not eat that host.
 */
const memoryKibMax = 131_072;

/**
 * Looks for an awk that works. `scipy_probe=1` is how a list of processes knows its own and other probes. mawk reads a
 * pipe line by line only when told to, and every awk counts characters as bytes in the C locale. A limit of memory that
 * is there already is kept, and a shell that knows none goes on without. Not every `dd` can open a file without waiting.
 */
export function launcherText(interpreters: readonly string[]): string {
  return `
    : scipy_probe=1 version=${protocolVersion};
    PATH=$PATH:/usr/local/bin:/usr/bin:/bin; PROBE_ROOT=$1; PROBE_LIST=$3; PROBE_LOOK=$5; PROBE_DD="dd bs=256 count=1";
    exec 2>/dev/null;
    case $(ulimit -v) in unlimited) ulimit -v ${memoryKibMax};; esac;
    if $PROBE_DD iflag=nonblock </dev/null; then PROBE_DD="$PROBE_DD iflag=nonblock"; fi;
    export PATH PROBE_ROOT PROBE_LIST PROBE_LOOK PROBE_DD;
    for a in ${interpreters.join(" ")}; do
      case $a in
        mawk) run="mawk -W interactive"; list=mawk;;
        busybox) run="busybox awk"; list=$run;;
        *) run=$a; list=$a;;
      esac;
      if test "$($list "BEGIN { print 6 * 7 }" </dev/null)" = 42; then
        exec $run -v scipy_probe=1 -v program=$a -v list="$list" "$2";
      fi;
    done;
    eval "$5"; eval "$4"`;
}
