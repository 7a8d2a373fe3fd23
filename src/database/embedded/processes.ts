import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs'
import { basename } from 'node:path'
import { type Account, asAccount } from './account.ts'

/**
 * Whether a process with this id lives. One that has ended but that its parent has not asked about yet counts as
 * dead, although signals can be sent to it.
 */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return readState(pid)?.state !== 'Z'
}

/** When the process was started, as an opaque word: a pid may be used again, a pid with its start may not. */
export const startOf = (pid: number): string | undefined => readState(pid)?.startedAt

/** proc(5), /proc/pid/stat: the second field is the name, which may hold anything but is the only one in brackets. */
const readState = (pid: number): { state: string; startedAt: string } | undefined => {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
    const [state, ...startedAt] = (stdout ?? '').trim().split(/\s+/)
    return state ? { state: state[0]!, startedAt: startedAt.join(' ') } : undefined
  }
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0]!, startedAt: fields[19]! }
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

const isSameFolder = (one: Stats | undefined, other: Stats | undefined): boolean =>
  one !== undefined && one.dev === other?.dev && one.ino === other.ino

const findStats = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false })

/**
 * Whether this process is the server of the cluster and not another that got its number later. A server works in
 * its cluster's folder. Root in a container may not ask for the folder of another user's process (no
 * CAP_SYS_PTRACE): there the command line tells.
 */
export const isServerOf = (clusterDir: string, pid: number): boolean => {
  const command = readCommand(pid)
  if (!isAlive(pid) || basename(command[0] ?? '') !== 'postgres') return false
  try {
    if (process.platform === 'linux') return isSameFolder(statSync(`/proc/${pid}/cwd`), findStats(clusterDir))
  } catch {
    // Not permitted, or gone in this moment.
  }
  return command.join(' ').includes(`-D ${clusterDir} -c `)
}

/**
 * Processes of the cluster that outlived their server: one that computes does not notice the server's end, and the
 * cluster cannot be started before it is gone. Linux only; elsewhere the list is empty and they are waited for.
 */
export const listOrphans = (clusterDir: string, account: Account | undefined): number[] => {
  if (process.platform !== 'linux') return []
  const pids = readdirSync('/proc').map(Number).filter(Boolean)
  return pids.filter((pid) => readCommand(pid)[0]?.startsWith('postgres: ') && isIn(clusterDir, pid, account))
}

const isIn = (folder: string, pid: number, account: Account | undefined): boolean => {
  const cwd = `/proc/${pid}/cwd`
  try {
    readlinkSync(cwd)
    return isSameFolder(findStats(cwd), findStats(folder))
  } catch {
    // The account itself may ask about its processes even where root may not.
    return spawnSync('readlink', [cwd], { ...asAccount(account), encoding: 'utf8' }).stdout?.trim() === folder
  }
}

/** Sends the signal; a process that has gone is no error. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
