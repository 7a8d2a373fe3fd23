import { chmodSync, closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs'
import { type DataDir, giveToOwner } from './data-dir.ts'

/** The log is cut at this size; together with the part before the cut it takes at most twice as much and a little. */
const MAX_SIZE_BYTES = 4 * 1024 * 1024

const pathOf = (dataDir: DataDir): string => `${dataDir.path}/postgres.log`

/** Opens the server's log for appending, so that it can be cut while the server writes. The caller closes it. */
export const openServerLog = (dataDir: DataDir): { fd: number; path: string; sizeBytes: number } => {
  const path = pathOf(dataDir)
  const fd = openSync(path, 'a', 0o600)
  giveToOwner(dataDir, path)
  return { fd, path, sizeBytes: statSync(path).size }
}

/** Keeps the log from growing for ever: what is in it is moved to `postgres.log.1`, over what was there. */
export const rotateServerLog = (dataDir: DataDir, maxSizeBytes = MAX_SIZE_BYTES): void => {
  const path = pathOf(dataDir)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= maxSizeBytes) return
  copyFileSync(path, `${path}.1`)
  chmodSync(`${path}.1`, 0o600)
  giveToOwner(dataDir, `${path}.1`)
  truncateSync(path)
}

/** What the server has written since the log had that size, at most the last 64 KB. */
export const readServerLog = (path: string, fromBytes: number): string => {
  const fd = openSync(path, 'r')
  try {
    const size = statSync(path).size
    const start = Math.max(Math.min(fromBytes, size), size - 65_536)
    const buffer = Buffer.alloc(size - start)
    readSync(fd, buffer, 0, buffer.length, start)
    return buffer.toString()
  } finally {
    closeSync(fd)
  }
}

/** The last lines in one, for a message that has to stay in one line. */
export const tailInOneLine = (text: string, lines = 5): string =>
  text
    .split('\n')
    .map((line) => line.replace(/^\d{4}-\d\d-\d\d [\d:.]+ UTC \[\d+\] /, '').trim())
    .filter(Boolean)
    .slice(-lines)
    .join(' | ')
