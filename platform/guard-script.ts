/**
 * The guard's program, as text: it is given to the system's own shell, so there is no file to find inside a packaged app.
 *
 * It reads `add ID` and `del ID` lines. Its stdin ends when the app is gone, however that came about (a signal, kill -9, a crash): the
 * operating system closes the pipe. Then it ends every process group it still knows, politely first, and exits.
 */
import { OWNER_VARIABLE } from './process-table.ts';

/** What runs a guard. */
export interface GuardCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** Looks after SIGTERM, a tenth of a second and a look through /proc apart: on a busy machine all has to be gone within two seconds too. */
const TERM_ROUNDS = 3;

/** Looks after SIGKILL, which finds whoever was started in between. */
const KILL_ROUNDS = 10;

/**
 * POSIX sh, some 1.7 MB in dash; no bash, no process per line. `kill -s TERM -- -ID` is the one form of a group signal that dash takes.
 *
 * Signals are ignored because the guard must outlive what ended the app: a Ctrl+C or a closed terminal goes to all of it.
 * On Linux the owner mark in /proc/PID/environ finds those that left their group (setsid). `grep` is started without the mark, so it cannot
 * find itself.
 */
const POSIX_SCRIPT = `
trap '' HUP INT TERM QUIT PIPE
instance=$1
groups=
while IFS=' ' read -r verb group; do
  case $group in ''|0|1|*[!0-9]*) continue ;; esac
  others=
  for known in $groups; do [ "$known" = "$group" ] || others="$others $known"; done
  case $verb in
    add) groups="$others $group" ;;
    del) groups=$others ;;
  esac
done
marked() {
  [ -r /proc/self/environ ] || return 0
  grep -lsF -- "${OWNER_VARIABLE}=$instance:" /proc/[0-9]*/environ | while IFS=/ read -r _ _ pid _; do echo "$pid"; done
}
signal_all() {
  found=1
  for group in $groups; do kill -s "$1" -- "-$group" 2>/dev/null && found=0; done
  for pid in $(marked); do kill -s "$1" "$pid" 2>/dev/null && found=0; done
  return $found
}
signal_all TERM || exit 0
signal_all CONT
round=0
while [ $round -lt ${TERM_ROUNDS} ]; do
  signal_all 0 || exit 0
  sleep 0.1
  round=$((round + 1))
done
round=0
while [ $round -lt ${KILL_ROUNDS} ] && signal_all KILL; do
  sleep 0.1
  round=$((round + 1))
done
`;

/**
 * Windows: plain Node can make no job object, so the guard ends trees. Windows keeps naming a dead parent as parent, so orphans are found by it;
 * a child older than its "parent" had another parent with that pid and is a stranger. The first pass is `taskkill /T /F`, which ends the trees
 * whose root lives; the second looks for orphans.
 */
const WINDOWS_SCRIPT = `
$ErrorActionPreference = 'SilentlyContinue'
$roots = @{}
while (($line = [Console]::In.ReadLine()) -ne $null) {
  $verb, $id = $line.Split(' ')
  if ($id -notmatch '^[0-9]+$') { continue }
  if ($verb -eq 'add') { $roots[[int]$id] = (Get-Process -Id $id).StartTime }
  if ($verb -eq 'del') { $roots.Remove([int]$id) }
}
$all = Get-CimInstance Win32_Process
$found = @{}
foreach ($root in $roots.GetEnumerator()) { if ($root.Value) { $found[$root.Key] = $root.Value } }
do {
  $before = $found.Count
  foreach ($one in $all) {
    $parent = $found[[int]$one.ParentProcessId]
    if ($parent -and $one.CreationDate -ge $parent) { $found[[int]$one.ProcessId] = $one.CreationDate }
  }
} while ($found.Count -gt $before)
foreach ($id in $roots.Keys) { if ($found[$id] -eq (Get-Process -Id $id).StartTime) { taskkill /T /F /PID $id } }
foreach ($one in $found.GetEnumerator()) {
  $living = Get-Process -Id $one.Key
  if ($living -and [Math]::Abs(($living.StartTime - $one.Value).TotalSeconds) -lt 1) { Stop-Process -Force -Id $one.Key }
}
`;

/** How to run a guard for the app instance with this id (letters, digits and `-`: it becomes part of a pattern). */
export function guardCommand(instanceId: string, platform: NodeJS.Platform = process.platform): GuardCommand {
  if (!/^[A-Za-z0-9-]+$/.test(instanceId)) throw new RangeError(`not an instance id: ${instanceId}`);
  if (platform === 'win32') {
    // UTF-16 in base64 is PowerShell's own way around all quoting.
    const encoded = Buffer.from(WINDOWS_SCRIPT, 'utf16le').toString('base64');
    return { command: 'powershell.exe', args: ['-NoProfile', '-NonInteractive', '-EncodedCommand', encoded] };
  }
  // The second name is $0: what the guard is called in its own messages.
  return { command: '/bin/sh', args: ['-c', POSIX_SCRIPT, 'agent-manager-guard', instanceId] };
}
