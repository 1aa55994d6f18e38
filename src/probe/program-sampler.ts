import { protocolVersion } from "./answer.ts";

/**
 * The awk that waits on standard input and answers each line. It reads files itself and forks nothing, but for the two
 * questions that need a process to list a directory or to read text with zero bytes, which mawk cannot do line by line.
 * Written in what mawk, gawk, busybox awk and the original awk have in common; "\041" is an exclamation mark, which
 * cannot stand in the text. `take` stops at the last line that is wanted, which spares half of most files;
 * what is asked of most lines stands first. Each answer is printed at once: mawk writes every print by itself.
 */
export const samplerText = `
function head(path) { return "@" id " " path "\\n"; }
function take(path, kind, max,  line, got, text, n) {
  got = (getline line < (root path));
  if (got < 0) { out = out "@" id " " path " \\041\\n"; return; }
  text = head(path);
  while (got > 0 && n < max) {
    if (kind == "status" && line ~ /^(VmHWM|VmRSS|RssAnon|VmSwap|Threads):/
      || kind == "vmstat" && line ~ /^(pswpin|pswpout|pgmajfault|allocstall|pgscan_direct|workingset_refault|oom_kill |compact_stall)/
      || kind == "all"
      || kind == "meminfo" && line ~ /^(MemTotal|MemFree|MemAvailable|AnonPages|Shmem|SUnreclaim|Active[(]file[)]|Dirty|SwapTotal|SwapFree):/
      || kind == "cgroup" && line ~ /^(anon|total_rss|total_swap|max|oom_kill) /
      || kind == "rollup" && line ~ /^(Pss|Pss_Anon|SwapPss|LazyFree):/) { text = text line "\\n"; n++; }
    got = (getline line < (root path));
  }
  close(root path);
  out = out text;
}
function stat(  line, got, text, n) {
  got = (getline line < (root "/proc/stat"));
  if (got < 0) { out = out "@" id " /proc/stat \\041\\n"; return; }
  while (got > 0) {
    if (line ~ /^cpu[0-9]/) n++;
    else if (line ~ /^(cpu |btime|procs_)/) text = text line "\\n";
    got = (getline line < (root "/proc/stat"));
  }
  close(root "/proc/stat");
  out = out head("/proc/stat") "cpus " n "\\n" text;
}
function process(pid,  path, line, got, text) {
  path = "/proc/" pid "/stat";
  got = (getline line < (root path));
  if (got < 0) out = out "@" id " " path " \\041\\n";
  else {
    while (got > 0) { text = text " " line; got = (getline line < (root path)); }
    close(root path);
    sub(/.*[)]/, "", text);
    out = out head(path) text "\\n";
  }
  take("/proc/" pid "/status", "status", 5);
}
function cgroup(path) {
  take(path "/cgroup.procs", "all", 4096);
  if (index(path, "/sys/fs/cgroup/memory/") == 1) {
    take(path "/memory.stat", "cgroup", 2);
    take(path "/memory.limit_in_bytes", "all", 1);
    take(path "/memory.usage_in_bytes", "all", 1);
    take(path "/memory.failcnt", "all", 1);
    take(path "/memory.oom_control", "cgroup", 2);
    return;
  }
  take(path "/memory.stat", "cgroup", 1);
  take(path "/memory.current", "all", 1);
  take(path "/memory.swap.current", "all", 1);
  take(path "/memory.max", "all", 1);
  take(path "/memory.events", "cgroup", 2);
  take(path "/memory.pressure", "all", 2);
}
function system_files() {
  take("/proc/loadavg", "all", 1);
  take("/proc/uptime", "all", 1);
  take("/proc/sys/kernel/random/boot_id", "all", 1);
  stat();
  take("/proc/meminfo", "meminfo", 10);
  take("/proc/vmstat", "vmstat", 99);
  take("/proc/swaps", "all", 99);
  take("/proc/pressure/memory", "all", 2);
  take("/proc/pressure/io", "all", 2);
  take("/proc/pressure/cpu", "all", 2);
}
function file(path,  line, got) {
  got = (getline line < (root path));
  if (got < 0) { out = out "@" id " " path " \\041\\n"; return; }
  close(root path);
  line = substr(line, 1, 256);
  gsub(/[^ -~]/, "?", line);
  out = out head(path) (got > 0 ? line "\\n" : "");
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
function child(mode, pids,  command, line, got) {
  command = "cd \\"$PROBE_ROOT/proc\\" && exec " list " -v scipy_probe=1 -v mode=" mode " -v id=" id " -v program=" program " \\"$PROBE_LIST\\" " pids;
  while ((got = (command | getline line)) > 0) out = out line "\\n";
  close(command);
  return got;
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
  else if ($2 == "l") { if (child("list", "[0-9]*") < 0) out = out "@" id " /proc/ \\041\\n"; }
  else if ($2 == "c") { sockets("/proc/net/tcp"); sockets("/proc/net/tcp6"); }
  else if ($2 == "f") for (i = 1; i <= n; i++) file(item[i]);
  else if ($2 == "u") { pids = ""; for (i = 1; i <= n; i++) pids = pids " " item[i]; child("supervised", pids); }
  else if ($2 == "p") for (i = 1; i <= n; i++) take("/proc/" item[i] "/smaps_rollup", "rollup", 9);
  else out = out head("?");
  print out head(".");
  fflush();
  out = ""; n = 0;
}
`;
