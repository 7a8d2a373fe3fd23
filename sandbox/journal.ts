import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  write,
  writeSync,
} from 'node:fs'
import { promisify } from 'node:util'

const writeAsync = promisify(write)
const readChunkBytes = 4 * 1024 * 1024
const rewriteChunkBytes = 1024 * 1024

/** An append-only file of lines. What `written` has confirmed outlives the process, however it ends. */
export type Journal = {
  /** Calls back for each whole line; a last line without an end was torn by a crash and is left out. Before `open`. */
  read(onLine: (line: string) => void): void
  /** Opens for writing and cuts off a torn last line. Lines appended before wait until now. */
  open(): void
  append(line: string): void
  /** Resolves when every line appended so far has been handed to the operating system. */
  written(): Promise<void>
  /** Replaces the file's content by `lines`, and by what is appended meanwhile. */
  rewrite(lines: Iterable<string>): Promise<void>
  sizeBytes(): number
  close(): Promise<void>
}

const encode = (lines: string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`)

const writeAll = (fd: number, bytes: Buffer): number => {
  let offset = 0
  while (offset < bytes.length) offset += writeSync(fd, bytes, offset)
  return offset
}

function* inChunks(lines: Iterable<string>): Generator<Buffer> {
  let chunk: string[] = []
  let length = 0
  for (const line of lines) {
    chunk.push(line)
    length += line.length
    if (length < rewriteChunkBytes) continue
    yield encode(chunk)
    chunk = []
    length = 0
  }
  if (chunk.length > 0) yield encode(chunk)
}

/**
 * The journal at `path`. Lines of requests that arrive together are written together: one write a turn of
 * the event loop, the next when that is done. There is no fsync, since the journal has to survive the death
 * of the process (a SIGKILL), not that of the machine.
 */
export const createJournal = (path: string): Journal => {
  let fd: number | undefined
  let goodBytes = 0
  let pending: string[] = []
  let waiting: PromiseWithResolvers<void> | undefined
  let flushing: Promise<void> | undefined
  let isScheduled = false
  /** While the file is being rewritten: what was appended since. */
  let tail: string[] | undefined

  const flush = async (): Promise<void> => {
    while (pending.length > 0 && fd !== undefined) {
      const bytes = encode(pending)
      const done = waiting
      pending = []
      waiting = undefined
      try {
        let offset = 0
        while (offset < bytes.length) {
          offset += (await writeAsync(fd, bytes, offset, bytes.length - offset, goodBytes + offset))
            .bytesWritten
        }
        goodBytes += bytes.length
        done?.resolve()
      } catch (error) {
        // A full disk, for example. Half a line must not stay, else the next one would be glued to it.
        ftruncateSync(fd, goodBytes)
        done?.reject(error)
      }
    }
  }

  const schedule = (): void => {
    if (fd === undefined || isScheduled || flushing) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      flushing = flush().finally(() => {
        flushing = undefined
        if (pending.length > 0) schedule()
      })
    })
  }

  const written = (): Promise<void> => {
    if (pending.length === 0) return flushing ?? Promise.resolve()
    waiting ??= Promise.withResolvers<void>()
    return waiting.promise
  }

  return {
    read(onLine) {
      if (!existsSync(path)) return
      const source = openSync(path, 'r')
      try {
        const chunk = Buffer.allocUnsafe(readChunkBytes)
        let rest: Buffer = Buffer.alloc(0)
        for (;;) {
          const length = readSync(source, chunk, 0, chunk.length, null)
          if (length === 0) break
          const bytes =
            rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, length)]) : chunk.subarray(0, length)
          let start = 0
          for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
            onLine(bytes.toString('utf8', start, end))
            goodBytes += end + 1 - start
            start = end + 1
          }
          rest = Buffer.from(bytes.subarray(start))
        }
      } finally {
        closeSync(source)
      }
    },
    open() {
      fd = openSync(path, existsSync(path) ? 'r+' : 'w', 0o600)
      ftruncateSync(fd, goodBytes)
      if (pending.length > 0) schedule()
    },
    append(line) {
      pending.push(line)
      tail?.push(line)
      schedule()
    },
    written,
    async rewrite(lines) {
      if (tail || fd === undefined) return
      tail = []
      const temporaryPath = `${path}.new`
      const target = openSync(temporaryPath, 'w', 0o600)
      try {
        let size = 0
        for (const bytes of inChunks(lines)) {
          size += writeAll(target, bytes)
          await new Promise((resolve) => setImmediate(resolve))
        }
        while (flushing) await flushing
        if (fd === undefined) return closeSync(target)
        // From here to the end without a pause: nothing is appended between the last line and the exchange.
        if (tail.length > 0) size += writeAll(target, encode(tail))
        renameSync(temporaryPath, path)
        closeSync(fd)
        fd = target
        goodBytes = size
        pending = []
        waiting?.resolve()
        waiting = undefined
      } catch (error) {
        closeSync(target)
        throw error
      } finally {
        tail = undefined
      }
    },
    sizeBytes: () => goodBytes,
    async close() {
      while (pending.length > 0 || flushing) await written()
      if (fd !== undefined) closeSync(fd)
      fd = undefined
    },
  }
}
