import { protocolVersion } from "./answer.ts";

/** A command of the shell may have 128 KiB, and a path 1 KiB. */
const pathsMax = 60_000;
/** Of a table's connections; the rest are counted. Who reads of them reads of a few. */
export const peersMax = 500;
/** Of the CPU; 1,000 processes need 0.1 s. mawk takes more than 20 s for arguments of 300 MB, which a local user can make. */
const listSecondsMax = 2;

/**
 * The awk that waits on standard input and answers each line. It reads files of the kernel itself and forks nothing, but
 * for the two questions that need a process to list a directory or to read text with zero bytes, which mawk cannot do
 * line by line, for how long connections have been idle, which "ss" alone can ask the kernel, and for files that others own: awk cannot ask what a file is before it opens it, so a shell looks.
 * Written in what mawk, gawk, busybox awk and the original awk have in common; "\041" is an exclamation mark, which
 * cannot stand in the text. Reading stops at the last line that is wanted, which spares half of most files. Each answer is
 * printed at once: mawk writes every print by itself. A path is joined once and patterns are literal, not strings: both
 * together halve the CPU of mawk and busybox, which join anew at each line and compile a string at each match.
 */
export const samplerText = `
function head(path) { return "@" id " " path "\\n"; }
function missing(path) { out = out "@" id " " path " \\041\\n"; }
function all(path, max,  file, line, got, text, n) {
  file = root path;
  if ((got = (getline line < file)) < 0) { missing(path); return; }
  text = head(path);
  while (got > 0 && n++ < max) { text = text line "\\n"; got = (getline line < file); }
  close(file);
  out = out text;
}
function take(path, kind, max,  file, line, got, text, n) {
  file = root path;
  if ((got = (getline line < file)) < 0) { missing(path); return; }
  text = head(path);
  while (got > 0 && n < max) {
    if (kind == "vmstat" ? line ~ /^(pswpin|pswpout|pgmajfault|allocstall|pgscan_direct|workingset_refault|oom_kill |compact_stall)/
      : kind == "meminfo" ? line ~ /^(MemTotal|MemFree|MemAvailable|AnonPages|Shmem|SUnreclaim|Active[(]file[)]|Dirty|SwapTotal|SwapFree):/
      : line ~ /^(anon|total_rss|total_swap|max|oom_kill) /) { text = text line "\\n"; n++; }
    got = (getline line < file);
  }
  close(file);
  out = out text;
}
function stat(  file, line, got, text, n) {
  file = root "/proc/stat";
  if ((got = (getline line < file)) < 0) { missing("/proc/stat"); return; }
  while (got > 0) {
    if (line ~ /^cpu[0-9]/) n++;
    else if (line ~ /^(cpu |btime|procs_)/) text = text line "\\n";
    got = (getline line < file);
  }
  close(file);
  out = out head("/proc/stat") "cpus " n "\\n" text;
}
function process(pid,  path, file, line, got, text, n) {
  path = "/proc/" pid "/stat"; file = root path;
  if ((got = (getline line < file)) < 0) missing(path);
  else {
    while (got > 0) { text = text " " line; got = (getline line < file); }
    close(file);
    sub(/.*[)]/, "", text);
    out = out head(path) text "\\n";
  }
  path = "/proc/" pid "/status"; file = root path;
  if ((got = (getline line < file)) < 0) { missing(path); return; }
  text = head(path);
  while (got > 0 && n < 4) {
    if (line ~ /^(VmHWM|VmRSS|RssAnon|VmSwap):/) { text = text line "\\n"; n++; }
    got = (getline line < file);
  }
  close(file);
  out = out text;
}
function cgroup(path) {
  all(path "/cgroup.procs", 4096);
  if (index(path, "/sys/fs/cgroup/memory/") == 1) {
    take(path "/memory.stat", "cgroup", 2);
    all(path "/memory.limit_in_bytes", 1);
    all(path "/memory.usage_in_bytes", 1);
    all(path "/memory.failcnt", 1);
    take(path "/memory.oom_control", "cgroup", 2);
    return;
  }
  take(path "/memory.stat", "cgroup", 1);
  all(path "/memory.current", 1);
  all(path "/memory.swap.current", 1);
  all(path "/memory.max", 1);
  take(path "/memory.events", "cgroup", 2);
  all(path "/memory.pressure", 2);
}
function system_files() {
  all("/proc/loadavg", 1);
  all("/proc/uptime", 1);
  all("/proc/sys/kernel/random/boot_id", 1);
  stat();
  take("/proc/meminfo", "meminfo", 10);
  take("/proc/vmstat", "vmstat", 99);
  all("/proc/swaps", 99);
  all("/proc/pressure/memory", 2);
  all("/proc/pressure/io", 2);
  all("/proc/pressure/cpu", 2);
}
function files(  i, first, words) {
  first = 1;
  for (i = 1; i <= n; i++) {
    words = words " " quoted(item[i]);
    if (i == n || length(words) > ${pathsMax}) { look(first, words); first = i + 1; words = ""; }
  }
}
function quoted(text,  done, at) {
  while ((at = index(text, "\\047")) > 0) { done = done substr(text, 1, at) "\\042\\047\\042\\047"; text = substr(text, at + 1); }
  return "\\047" done text "\\047";
}
function look(at, words,  command, line) {
  command = ": scipy_probe=1; eval \\"$PROBE_LOOK\\"; looks" words;
  while ((command | getline line) > 0) {
    if (line ~ /^=/) { line = substr(line, 2, 256); gsub(/[^ -~]/, "?", line); out = out head(item[at]) line "\\n"; }
    else out = out "@" id " " item[at] (line == "-" ? " -\\n" : " \\041\\n");
    at++;
  }
  close(command);
}
function sockets(path,  line, got, f, port, count, i) {
  got = (getline line < (root path));
  if (got < 0) { out = out "@" id " " path " \\041\\n"; return; }
  while (got > 0) {
    split(line, f, " ");
    if (f[4] == "01") { port = f[2]; sub(/.*:/, "", port); count[port]++; }
    got = (getline line < (root path));
  }
  close(root path);
  out = out head(path);
  for (i = 1; i <= n; i++) out = out "port " item[i] " " (count[sprintf("%04X", item[i])] + 0) "\\n";
}
function peers(path,  line, got, f, port, want, i, shown, more) {
  for (i = 1; i <= n; i++) want[sprintf("%04X", item[i])] = item[i];
  got = (getline line < (root path));
  if (got < 0) { missing(path); return; }
  out = out head(path);
  while (got > 0) {
    split(line, f, " ");
    port = f[2]; sub(/.*:/, "", port);
    if (port in want) {
      if (f[4] == "0A") out = out "listen " want[port] "\\n";
      else if (f[4] == "01" && shown < ${peersMax}) { out = out "peer " want[port] " " f[3] "\\n"; shown++; }
      else if (f[4] == "01") more++;
    }
    got = (getline line < (root path));
  }
  close(root path);
  out = out "more " (more + 0) "\\n";
}
function idles(  command, line, f, want, peer, i, shown, text, ended) {
  for (i = 1; i <= n; i++) want = want (i > 1 ? " or " : "") "sport = :" item[i];
  command = ": scipy_probe=1; ulimit -t ${listSecondsMax}; PATH=$PATH:/usr/sbin:/sbin; wait=; command -v timeout >/dev/null && wait=\\"timeout 2\\"; $wait ss -Htin state established \\"( " want " )\\" 2>/dev/null && echo \\"# end\\"";
  while ((command | getline line) > 0) {
    if (line == "# end") ended = 1;
    else if (line ~ /^[^ \\t]/) { split(line, f, " "); peer = f[3] " " f[4]; gsub(/[^ -~]/, "?", peer); }
    else if (shown < ${peersMax}) { text = text "idle " substr(peer, 1, 160) " " since(line, "lastsnd:") " " since(line, "lastrcv:") "\\n"; shown++; }
  }
  close(command);
  if (ended) out = out head("ss") text;
  else missing("ss");
}
function since(line, name,  at, rest) {
  if ((at = index(line, name)) == 0) return "-";
  rest = substr(line, at + length(name), 12); sub(/[^0-9].*/, "", rest);
  return rest == "" ? "-" : rest;
}
function processes(  before) {
  before = out;
  if (child("list", "[0-9]*")) return;
  out = before;
  if (child("bare", "[0-9]*")) return;
  out = before;
  missing("/proc/");
}
function child(mode, pids,  command, line, ended) {
  command = "ulimit -t ${listSecondsMax}; cd \\"$PROBE_ROOT/proc\\" && exec " list " -v scipy_probe=1 -v mode=" mode " -v id=" id " -v program=" program " \\"$PROBE_LIST\\" " pids;
  while ((command | getline line) > 0) if (line == "# end") ended = 1; else out = out line "\\n";
  close(command);
  return ended;
}
BEGIN { ORS = ""; root = ENVIRON["PROBE_ROOT"]; }
{
  id = $1;
  for (i = 3; i <= NF; i++) item[++n] = $i;
  if ($2 == "+") next;
  out = head(": " program " ${protocolVersion}");
  if ($2 == "s" || $2 == "e") {
    system_files();
    for (i = 1; i <= n; i++) if (item[i] ~ /^[0-9]+$/) process(item[i]); else cgroup(item[i]);
  }
  else if ($2 == "l") processes();
  else if ($2 == "c") { sockets("/proc/net/tcp"); sockets("/proc/net/tcp6"); }
  else if ($2 == "p") { peers("/proc/net/tcp"); peers("/proc/net/tcp6"); idles(); }
  else if ($2 == "f") files();
  else if ($2 == "u") { pids = ""; for (i = 1; i <= n; i++) pids = pids " " item[i]; child("supervised", pids); }
  else out = out head("?");
  print out head(".");
  fflush();
  out = ""; n = 0;
}
`;
