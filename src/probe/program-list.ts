/** The SSH link takes answers of up to 512 KiB; this leaves room for the last row. */
export const listBytesMax = 480_000;
/** Past this, processes are listed without their arguments: rows of 60 to 200 bytes for 1,000 more of them. */
export const argsBytesMax = 300_000;

/**
 * The awk that lives for one answer, with the pids as its arguments and /proc as its folder. Not told to read line by
 * line, mawk reads text with zero bytes too; whether this awk can is tried on its own command line, and said.
 * busybox ends a line at a zero byte whatever the separator is, so there one is taken that leaves newlines alone.
 * A process may say that its arguments are as long as its memory, and no awk reads the beginning of a line: it then dies
 * of its limits. So its last line says that it is whole, and "bare" lists processes without their arguments.
 */
export const listText = `
function clean(text, max) { text = substr(text, 1, max); gsub(/[^ -~]/, "?", text); return text; }
function words(path, max,  line, text, n) {
  RS = zero;
  while ((getline line < path) > 0 && n++ < 4096 && length(text) < max) text = text " " line;
  close(path); RS = "\\n";
  text = clean(substr(text, 2), max);
  sub(/ +$/, "", text);
  return text;
}
function whole(path,  line, got, text) {
  RS = "\\n";
  got = (getline line < path);
  if (got < 0) return "";
  while (got > 0) { text = text line "?"; got = (getline line < path); }
  close(path);
  return text;
}
function groups(pid,  line, path, kind, second) {
  unit = memory = two = "";
  while ((getline line < (pid "/cgroup")) > 0) {
    sub(/^[0-9]+:/, "", line);
    second = index(line, ":");
    kind = "," substr(line, 1, second - 1) ",";
    path = clean(substr(line, second + 1), 1024);
    if (kind == ",,") two = path;
    else if (kind == ",name=systemd,") unit = path;
    else if (index(kind, ",memory,")) memory = "/sys/fs/cgroup/memory" path;
  }
  close(pid "/cgroup");
  if (unit == "" || unit == "/" && two) unit = two;
  if (memory == "" && two) memory = two == unit ? "=" : mount two;
}
function row(pid,  text, open, name, f) {
  text = whole(pid "/stat");
  if (text == "") return;
  open = index(text, "(");
  name = text; sub(/[)][^)]*$/, "", name); name = substr(name, open + 1);
  sub(/.*[)] /, "", text);
  split(text, f, " ");
  if (f[1] == "Z" || int(f[7] / 2097152) % 2) return;
  if (sent > ${listBytesMax}) { cut = 1; return; }
  groups(pid);
  text = pid "\\t" f[2] "\\t" f[20] "\\t" unit "\\t" memory "\\t" clean(name, 64);
  if (reads && sent < ${argsBytesMax}) text = text "\\t" words(pid "/cmdline", 4096);
  sent += length(text);
  print text;
}
function supervised(pid,  line, name, got, n) {
  RS = zero;
  got = (getline line < (pid "/environ"));
  if (got < 0) { print "@" id " /proc/" pid "/environ \\041"; return; }
  while (got > 0 && n++ < 4096) {
    if (index(line, "SUPERVISOR_PROCESS_NAME=") == 1) name = line;
    got = (getline line < (pid "/environ"));
  }
  close(pid "/environ"); RS = "\\n";
  print "@" id " /proc/" pid "/environ";
  if (name) print clean(name, 256);
}
BEGIN {
  zero = program == "busybox" ? "\\001" : "\\000";
  RS = zero;
  for (i = 1; i < 5; i++) if ((getline line < "/proc/self/cmdline") > 0 && line == "-v") reads = 1;
  close("/proc/self/cmdline"); RS = "\\n";
  mount = "/sys/fs/cgroup";
  if ((getline line < (ENVIRON["PROBE_ROOT"] mount "/cgroup.controllers")) < 0) mount = mount "/unified";
  if (mode == "supervised") { for (i = 1; i < ARGC; i++) supervised(ARGV[i]); print "# end"; exit; }
  if (mode == "bare") reads = 0;
  split(whole("/proc/self/stat"), self, " ");
  print "@" id " /proc/";
  print "# self " self[1] " " self[4] " " mount " " (reads ? "args" : "-");
  for (i = 1; i < ARGC && cut == 0; i++) row(ARGV[i]);
  if (cut) print "# cut";
  print "# end";
}
`;
