import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { access, chmod, constants, mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { StartError } from '../../error.ts'
import { isRoot } from './account.ts'

/** The folder of an installation: its real path, and whom it belongs to. */
export type DataDir = { path: string; uid: number; gid: number }

/** Makes the folder when there is none. Throws StartError when it cannot be written to. */
export const openDataDir = async (path: string): Promise<DataDir> => {
  try {
    // Root's server runs as another user, who has to pass through; what is secret in it is 0600.
    await makeFolder(path, isRoot() ? 0o711 : 0o700)
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
    const { uid, gid } = await stat(path)
    return { path: await realpath(path), uid, gid }
  } catch (cause) {
    throw new StartError(
      `The data directory ${resolve(path)} cannot be used (${(cause as Error).message}): name one that this user may write to.`,
      { cause },
    )
  }
}

/** Makes the folder and those above it that are missing, all with this mode whatever the umask. */
export const makeFolder = async (path: string, mode: number): Promise<void> => {
  const first = await mkdir(path, { recursive: true })
  for (let made = resolve(path); first && made.length >= first.length; made = dirname(made))
    await chmod(made, mode)
}

/** A file that root makes in another's data directory is given to that other, who may start the program next time. */
export const giveToOwner = (dataDir: DataDir, path: string): void => {
  if (isRoot()) chownSync(path, dataDir.uid, dataDir.gid)
}

/** Writes the file whole, durably and for its owner alone: a reader sees the old or the new one, never a part. */
export const writeWhole = (dataDir: DataDir, name: string, content: string): void =>
  writeBeside(dataDir, name, content, renameSync)

/** Like `writeWhole`, but leaves a file that is there already as it is and says so with false. */
export const writeOnce = (dataDir: DataDir, name: string, content: string): boolean => {
  try {
    writeBeside(dataDir, name, content, linkSync)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

const writeBeside = (
  dataDir: DataDir,
  name: string,
  content: string,
  settle: (from: string, to: string) => void,
): void => {
  const path = join(dataDir.path, name)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, content, { mode: 0o600, flush: true })
    chmodSync(draft, 0o600)
    giveToOwner(dataDir, draft)
    settle(draft, path)
    syncFolder(dirname(path))
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Makes the names in a folder durable. */
export const syncFolder = (path: string): void => {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
