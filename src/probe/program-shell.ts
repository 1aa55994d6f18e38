import { protocolVersion } from "./answer.ts";

/**
 * What answers where there is no awk: a shell's own `read`, so it forks nothing either for what is asked every few
 * seconds. It reads byte by byte, which costs several times what awk costs. Only a list of processes forks, two `tr` for
 * each process. `line` and `text` are never expanded unquoted, and a name is what stands before the last bracket.
 */
export const shellText = `
program=sh;
root=$1;
nl=$(printf "\\nx"); nl=\${nl%x}; tab=$(printf "\\tx"); tab=\${tab%x}; no=$(printf "\\041");
miss() { out="$out@$id $1 $no$nl"; };
take() {
  text=""; n=0;
  { while read -r line; do
      case "$2:$line" in
        all:*|meminfo:MemTotal:*|meminfo:MemFree:*|meminfo:MemAvailable:*|meminfo:AnonPages:*|meminfo:Shmem:*|meminfo:SUnreclaim:*|meminfo:Active\\(file\\):*|meminfo:Dirty:*|meminfo:SwapTotal:*|meminfo:SwapFree:*|vmstat:pswpin*|vmstat:pswpout*|vmstat:pgmajfault*|vmstat:allocstall*|vmstat:pgscan_direct*|vmstat:workingset_refault*|vmstat:oom_kill\\ *|vmstat:compact_stall*|stat:cpu\\ *|stat:btime*|stat:procs_*|status:VmHWM:*|status:VmRSS:*|status:RssAnon:*|status:VmSwap:*|cgroup:anon\\ *|cgroup:total_rss\\ *|cgroup:total_swap\\ *|cgroup:max\\ *|cgroup:oom_kill\\ *)
          text="$text$line$nl"; n=$((n + 1)); if test $n -ge $3; then break; fi;;
        stat:cpu[0-9]*) cpus=$((cpus + 1));;
      esac;
    done; :; } <"$root$1" || { miss "$1"; return; };
  if test $2 = stat; then text="cpus $cpus$nl$text"; fi;
  out="$out@$id $1$nl$text";
};
whole() { text=""; { while read -r line; do text="$text $line"; done; :; } <"$1"; };
process() {
  if whole "$root/proc/$1/stat"; then out="$out@$id /proc/$1/stat$nl\${text##*)}$nl"; else miss "/proc/$1/stat"; fi;
  take "/proc/$1/status" status 4;
};
cgroup() {
  take "$1/cgroup.procs" all 4096;
  case $1 in
    /sys/fs/cgroup/memory/*)
      take "$1/memory.stat" cgroup 2; take "$1/memory.limit_in_bytes" all 1; take "$1/memory.usage_in_bytes" all 1;
      take "$1/memory.failcnt" all 1; take "$1/memory.oom_control" cgroup 2;;
    *)
      take "$1/memory.stat" cgroup 1; take "$1/memory.current" all 1; take "$1/memory.swap.current" all 1; take "$1/memory.max" all 1;
      take "$1/memory.events" cgroup 2; take "$1/memory.pressure" all 2;;
  esac;
};
system_files() {
  take /proc/loadavg all 1; take /proc/uptime all 1; take /proc/sys/kernel/random/boot_id all 1;
  cpus=0; take /proc/stat stat 99; take /proc/meminfo meminfo 10; take /proc/vmstat vmstat 99; take /proc/swaps all 99;
  take /proc/pressure/memory all 2; take /proc/pressure/io all 2; take /proc/pressure/cpu all 2;
};
plain() { case $2 in *[[:cntrl:]]*) eval "$1=?";; esac; };
row() {
  whole "$1/stat" || return;
  name=\${text#*(}; name=\${name%)*}; plain name "$name"; pid=$1;
  set -f; set -- \${text##*)}; set +f;
  if test "$1" = Z || test $(($7 / 2097152 % 2)) = 1; then return; fi;
  unit=""; memory=""; two="";
  while IFS=: read -r number kind path; do
    case ",$kind," in ,,) two=$path;; ,name=systemd,) unit=$path;; *,memory,*) memory=/sys/fs/cgroup/memory$path;; esac;
  done <"$pid/cgroup";
  if test -n "$two"; then case $unit in ""|/) unit=$two;; esac; memory=\${memory:-$mount$two}; fi;
  plain unit "$unit"; plain memory "$memory";
  text="$pid$tab$2$tab\${20}$tab$unit$tab$memory$tab$name";
  args=$(tr "\\000\\n\\t" "   " <"$pid/cmdline" | tr -cd " -~");
  out="$out$text$tab$(printf %.4096s "$args")$nl";
};
list() {
  mount=/sys/fs/cgroup; test -r "$root$mount/cgroup.controllers" || mount=$mount/unified;
  if cd "$root/proc"; then
    out="$out@$id /proc/$nl# self $$ $$ $mount args$nl";
    for pid in [0-9]*; do row "$pid"; done; cd /;
  else miss /proc/; fi;
};
absent() {
  d=$root$1;
  until test -e "$d" || test -L "$d" || test -z "$d"; do d=\${d%/*}; done;
  if test "$d" = "$root$1"; then return; fi;
  if test -d "\${d:-/}" && test -x "\${d:-/}"; then out="$out@$id $1 -$nl"; fi;
};
file() {
  line=""; { read -r line; :; } <"$root$1" || { miss "$1"; absent "$1"; return; };
  if test \${#line} -gt 256; then line="?"; fi; plain line "$line";
  out="$out@$id $1$nl$line$nl";
};
supervised() {
  { :; } <"$root/proc/$1/environ" || { miss "/proc/$1/environ"; return; };
  name=$(tr "\\000\\n" "\\n " <"$root/proc/$1/environ" | while read -r line; do
    case $line in SUPERVISOR_PROCESS_NAME=*) printf %.256s "$line"; break;; esac; done);
  plain name "$name"; out="$out@$id /proc/$1/environ$nl$name$nl";
};
sockets() {
  path=$1; shift;
  for port in "$@"; do eval "count_$(printf %04X $port)=0"; done;
  { while read -r slot local remote state more_fields; do
      if test "$state" = 01; then port=\${local##*:}; eval "count_$port=\\$((count_$port + 1))"; fi;
    done; :; } <"$root$path" || { miss "$path"; return; };
  out="$out@$id $path$nl";
  for port in "$@"; do eval "n=\\$count_$(printf %04X $port)"; out="\${out}port $port $n$nl"; done;
};
more="";
while read -r id verb rest; do
  rest="$more $rest"; more="";
  out="@$id : $program ${protocolVersion}$nl";
  case $verb in
    +) more=$rest; continue;;
    s|e) system_files; for item in $rest; do case $item in /*) cgroup "$item";; *) process "$item";; esac; done;;
    l) list;;
    c) sockets /proc/net/tcp $rest; sockets /proc/net/tcp6 $rest;;
    f) for item in $rest; do file "$item"; done;;
    u) for item in $rest; do supervised "$item"; done;;
    *) out="$out@$id ?$nl";;
  esac;
  printf "%s@%s .\\n" "$out" "$id";
done
`;
