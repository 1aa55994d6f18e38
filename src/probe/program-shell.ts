import { protocolVersion } from "./answer.ts";
import { argsBytesMax, listBytesMax } from "./program-list.ts";
import { peersMax } from "./program-sampler.ts";

/**
 * What answers where there is no awk: a shell's own `read`, so it forks nothing either for what is asked every few
 * seconds. It reads byte by byte, which costs several times what awk costs. `line` and `text` are never expanded unquoted
 * where a name of theirs could match files, and a name is what stands before the last bracket.
 *
 * A shell cannot read zero bytes, so a list of processes has one `head` read the arguments of all, and one `tr` make them
 * text: five forks for a list of any length. Between two processes `head` reads its own environment, which holds the
 * question's id alone: a mark that no process can have among its arguments. Where `head` cannot do that, none are listed.
 */
export const shellText = `
program=sh;
root=$1;
nl=$(printf "\\nx"); nl=\${nl%x}; tab=$(printf "\\tx"); tab=\${tab%x}; no=$(printf "\\041");
odd="[$no -~]"; filled="[$no ]"; other="[\${no}0-9]";
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
whole() { text=""; { while IFS="" read -r line; do text="$text$2$line"; done; :; } <"$1"; };
process() {
  if whole "$root/proc/$1/stat" " "; then out="$out@$id /proc/$1/stat$nl\${text##*)}$nl"; else miss "/proc/$1/stat"; fi;
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
plain() {
  eval "left=\\$$1"; text=""; if test \${#left} -gt $2; then left=$(printf "%.$2s" "$left"); fi;
  while case $left in *$odd*) :;; *) false;; esac; do
    part=\${left%%$odd*}; text="$text$part?"; left=\${left#"$part"?};
  done;
  eval "$1=\\$text\\$left";
};
groups() {
  unit=""; memory=""; two="";
  while IFS="" read -r line; do
    line=\${line#*:}; kind=\${line%%:*}; path=\${line#*:};
    case ",$kind," in ,,) two=$path;; ,name=systemd,) unit=$path;; *,memory,*) memory=$path;; esac;
  done <"$1/cgroup";
  plain unit 1024; plain memory 1024; plain two 1024;
  case $unit in ""|/) unit=\${two:-$unit};; esac;
  if test -n "$memory"; then memory=/sys/fs/cgroup/memory$memory;
  elif test -n "$two"; then if test "$two" = "$unit"; then memory="="; else memory=$mount$two; fi; fi;
};
row() {
  whole "$1/stat" "?" || return;
  name=\${text#*(}; name=\${name%)*}; pid=$1;
  set -f; set -- \${text##*)}; set +f;
  if test "$1" = Z || test $(($7 / 2097152 % 2)) = 1; then return; fi;
  if test $sent -gt ${listBytesMax}; then cut=1; return; fi;
  groups "$pid"; plain name 64;
  text="$pid$tab$2$tab\${20}$tab$unit$tab$memory$tab$name";
  if test $reads = args; then text="$text$tab$args"; fi;
  sent=$((sent + \${#text}));
  printf "%s\\n" "$text";
};
next_args() {
  args="";
  while IFS="" read -r word; do
    args="$args \${word%"$mark"}";
    case $word in *"$mark") args=\${args# }; args=\${args%"\${args##*$filled}"}; return;; esac;
  done;
  false;
};
rows() {
  reads=args; sent=0; cut=0; next_args || reads=-;
  echo "# self $$ $$ $mount $reads";
  for pid in [0-9]*; do
    if test $sent -ge ${argsBytesMax}; then reads=-; fi;
    if test $reads = args; then next_args || reads=-; fi;
    row "$pid";
    if test $cut = 1; then echo "# cut"; break; fi;
  done;
};
list() {
  mount=/sys/fs/cgroup; test -r "$root$mount/cgroup.controllers" || mount=$mount/unified;
  if cd "$root/proc"; then
    mark="p=$id"; head=$(command -v head);
    printf "%s@%s /proc/\\n" "$out" "$id"; out="";
    env -i "$mark" "$head" -q -c 4096 /proc/self/environ $(for pid in [0-9]*; do echo "$pid/cmdline /proc/self/environ"; done) |
      tr "\\000\\001-\\037\\177-\\377" "\\n?" | rows;
    cd /;
  else miss /proc/; fi;
};
file() {
  look "$1";
  case $state in
    =*) line=\${state#=}; plain line 256; out="$out@$id $1$nl$line$nl";;
    -) out="$out@$id $1 -$nl";;
    *) miss "$1";;
  esac;
};
supervised() {
  { :; } <"$root/proc/$1/environ" || { miss "/proc/$1/environ"; return; };
  name=$(tr "\\000\\n" "\\n " <"$root/proc/$1/environ" | while read -r line; do
    case $line in SUPERVISOR_PROCESS_NAME=*) printf %.256s "$line"; break;; esac; done);
  plain name 256; out="$out@$id /proc/$1/environ$nl$name$nl";
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
peers() {
  path=$1; shift; text=""; shown=0; over=0; wanted=" ";
  for port in "$@"; do wanted="$wanted$(printf %04X $port)=$port "; done;
  { while read -r slot local remote state more_fields; do
      case $state:$wanted in 01:*" \${local##*:}="*|0A:*" \${local##*:}="*)
        port=\${wanted#*" \${local##*:}="}; port=\${port%% *};
        if test $state = 0A; then text="\${text}listen $port$nl";
        elif test $shown -lt ${peersMax}; then text="\${text}peer $port $remote$nl"; shown=$((shown + 1));
        else over=$((over + 1)); fi;;
      esac;
    done; :; } <"$root$path" || { miss "$path"; return; };
  out="$out@$id $path$nl\${text}more $over$nl";
};
since() {
  case $line in *"$1"*) left=\${line#*"$1"}; left=\${left%%$other*}; printf %.12s "\${left:--}";; *) printf %s -;; esac;
};
idle_rows() {
  shown=0; peer="";
  while IFS="" read -r line; do
    case $line in
      "# end") echo "$line";;
      " "*|"$tab"*)
        if test -n "$peer" && test $shown -lt ${peersMax}; then
          set -f; set -- $peer; set +f;
          echo "idle $3 $4 $(since lastsnd:) $(since lastrcv:)"; shown=$((shown + 1)); peer="";
        fi;;
      *) peer=$line; plain peer 200;;
    esac;
  done;
};
idles() {
  wanted=""; for port in "$@"; do wanted="$wanted\${wanted:+ or }sport = :$port"; done;
  text=$({ ulimit -t 2; PATH=$PATH:/usr/sbin:/sbin; wait=; command -v timeout >/dev/null && wait="timeout 2"; $wait ss -Htin state established "( $wanted )" 2>/dev/null && echo "# end"; } | idle_rows);
  case $text in *"# end") out="$out@$id ss$nl\${text%"# end"}";; *) miss ss;; esac;
};
more="";
while read -r id verb rest; do
  rest="$more $rest"; more="";
  set -f; set -- $rest; set +f;
  out="@$id : $program ${protocolVersion}$nl";
  case $verb in
    +) more=$rest; continue;;
    s|e) system_files; for item in "$@"; do case $item in /*) cgroup "$item";; *) process "$item";; esac; done;;
    l) list;;
    c) sockets /proc/net/tcp "$@"; sockets /proc/net/tcp6 "$@";;
    p) peers /proc/net/tcp "$@"; peers /proc/net/tcp6 "$@"; idles "$@";;
    f) for item in "$@"; do file "$item"; done;;
    u) for item in "$@"; do supervised "$item"; done;;
    *) out="$out@$id ?$nl";;
  esac;
  printf "%s@%s .\\n" "$out" "$id";
done
`;
