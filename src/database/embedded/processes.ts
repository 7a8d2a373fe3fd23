import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { basename } from 'node:path'

/**
 * Whether a process with this id lives. One that has ended but that its parent has not asked about yet counts as
 * dead, although signals can be sent to it.
 */
export const isAlive = (pid: number): boolean => {
  if (!isThere(pid)) return false
  const known = readState(pid)
  // What cannot be read has gone since, or is hidden.
  return known ? known.state !== 'Z' : isThere(pid)
}

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When the process was started, as an opaque word: a pid may be used again, a pid with its start may not. */
export const startOf = (pid: number): string | undefined => readState(pid)?.startedAt

type ProcessState = { state: string; parent: number; startedAt: string }

/** proc(5), /proc/pid/stat: the second field is the name, which may hold anything but is the only one in brackets. */
const readState = (pid: number): ProcessState | undefined => {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'state=,ppid=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    })
    const [state, parent, ...startedAt] = (stdout ?? '').trim().split(/\s+/)
    return state ? { state: state[0]!, parent: Number(parent), startedAt: startedAt.join(' ') } : undefined
  }
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0]!, parent: Number(fields[1]), startedAt: fields[19]! }
  } catch {
    return undefined
  }
}

/** The command line as it was given, or as the process rewrote it: "postgres: masa masa 127.0.0.1(4711) idle". */
const readCommand = (pid: number): string[] => {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return (stdout ?? '').trim().split(' ')
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

const findStats = (path: string): Stats | undefined => {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

const isSameFolder = (one: Stats | undefined, other: Stats | undefined): boolean =>
  one !== undefined && one.dev === other?.dev && one.ino === other.ino

/**
 * Whether the process works in the folder. Root in a container may not ask this about another user's process (it
 * lacks CAP_SYS_PTRACE), but that user may.
 */
const isIn = (folder: string, pid: number): boolean => {
  const cwd = findStats(`/proc/${pid}/cwd`)
  if (cwd) return isSameFolder(cwd, findStats(folder))
  const owner = findStats(`/proc/${pid}`)
  if (!owner || process.geteuid?.() !== 0) return false
  const as = { uid: owner.uid, gid: owner.gid }
  const { stdout } = spawnSync('readlink', [`/proc/${pid}/cwd`], { ...as, encoding: 'utf8' })
  return isSameFolder(findStats(stdout?.trimEnd() || '/'), findStats(folder))
}

/**
 * Whether this process is the server of the cluster and not another that got its number later: a server works in its
 * cluster's folder, even when that has been moved, and mostly names it on its command line.
 */
export const isServerOf = (clusterDir: string, pid: number): boolean => {
  const command = readCommand(pid)
  if (basename(command[0] ?? '') !== 'postgres' || !isAlive(pid)) return false
  if (command.join(' ').includes(` -D ${clusterDir} -c `)) {
    const cwd = findStats(`/proc/${pid}/cwd`)
    return cwd === undefined || isSameFolder(cwd, findStats(clusterDir))
  }
  return process.platform === 'linux' && isIn(clusterDir, pid)
}

/**
 * Processes of the cluster that outlived their server: one that computes does not notice the server's end, and the
 * cluster cannot be started before it is gone. Linux only; elsewhere the list is empty and they are waited for.
 */
export const listOrphans = (clusterDir: string): number[] => {
  if (process.platform !== 'linux') return []
  const pids = readdirSync('/proc').map(Number).filter(Boolean)
  return pids.filter(
    (pid) =>
      readCommand(pid)[0]?.startsWith('postgres: ') &&
      !hasServer(pid) &&
      isAlive(pid) &&
      isIn(clusterDir, pid),
  )
}

const hasServer = (pid: number): boolean =>
  basename(readCommand(readState(pid)?.parent ?? 0)[0] ?? '') === 'postgres'

/** Sends the signal; a process that has gone is no error. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
