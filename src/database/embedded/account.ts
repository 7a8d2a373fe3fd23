import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The operating system's account that PostgreSQL runs as; undefined stands for the program's own. */
export type Account = { name: string; uid: number; gid: number }

/** True when the program runs as root, which PostgreSQL refuses to do. */
export const isRoot = (): boolean => process.geteuid?.() === 0

/**
 * The account for a program that was started by root: `nobody` exists on every system, so that none has to be
 * added. initdb looks its own account up in the password file and fails without an entry.
 */
export const findNobody = async (): Promise<Account> => {
  const passwords = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const entry = passwords.split('\n').find((line) => line.startsWith('nobody:'))
  const [, , uid, gid] = entry?.split(':') ?? []
  return { name: 'nobody', uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}

const permits = async (account: Account, path: string, bit: 1 | 4): Promise<boolean> => {
  const { mode, uid, gid } = await stat(path)
  if (uid === account.uid) return (mode & (bit << 6)) !== 0
  if (gid === account.gid) return (mode & (bit << 3)) !== 0
  return (mode & bit) !== 0
}

/** Whether the account may enter the folder: every folder on the way to it, and itself, has its x bit. */
export const canEnter = async (account: Account, folder: string): Promise<boolean> => {
  for (let path = await realpath(folder); ; path = dirname(path)) {
    if (!(await permits(account, path, 1))) return false
    if (path === dirname(path)) return true
  }
}

/** Whether the account may read the file, wherever it lies. */
export const canRead = async (account: Account, file: string): Promise<boolean> =>
  (await canEnter(account, dirname(file))) && (await permits(account, file, 4))

/** The part of spawn's options that makes a child run as the account. */
export const asAccount = (account: Account | undefined): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {}
