import { readFileSync, readlinkSync, rmSync, statSync, utimesSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../../error.ts'
import { type DataDir, writeWhole } from './data-dir.ts'
import { isAlive, startOf } from './processes.ts'

/**
 * The file of the data directory that names the program which uses it. The lock in the database decides between
 * programs; this record bridges the moments in which there is no database to ask, and is seen from other containers.
 */
const RECORD = 'postgres.owner'

/** How often the holder touches its record. */
export const BEAT_MS = 2_000
/** A record that was not touched for so long is not watched any more. */
const SILENT_MS = 60_000

type OwnerRecord = {
  pid: number
  startedAt: string | undefined
  /** Where the pid means something: the host's name and its space of process ids. */
  space: string
  /** Device and inode of the data directory: a copy of the record in a copied directory says nothing. */
  folder: string
}

/** The words for a data directory that another program uses. */
export const inUse = (dataDir: DataDir, pid: number, where = ''): StartError =>
  new StartError(
    `The data directory ${dataDir.path} is in use by process ${pid}${where}: stop that one first, or name another data directory.`,
  )

const spaceOfPids = (): string => {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

const describe = (dataDir: DataDir): OwnerRecord => {
  const { dev, ino } = statSync(dataDir.path)
  return { pid: process.pid, startedAt: startOf(process.pid), space: spaceOfPids(), folder: `${dev}:${ino}` }
}

const readRecord = (dataDir: DataDir): OwnerRecord | undefined => {
  try {
    return JSON.parse(readFileSync(join(dataDir.path, RECORD), 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Throws StartError when another program that lives uses the data directory. The process of another container or
 * machine cannot be asked about: its record is watched for a few seconds, unless it has not been touched for long.
 */
export const checkNotInUse = async (dataDir: DataDir, beatMs = BEAT_MS): Promise<void> => {
  const record = readRecord(dataDir)
  const self = describe(dataDir)
  if (record === undefined) return
  if (record.space === self.space) {
    if (record.folder !== self.folder) return
    if (isAlive(record.pid) && startOf(record.pid) === record.startedAt) throw inUse(dataDir, record.pid)
    return
  }
  const path = join(dataDir.path, RECORD)
  const { mtimeMs } = statSync(path)
  if (Date.now() - mtimeMs > SILENT_MS) return
  await sleep(beatMs * 2.5)
  if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? mtimeMs) !== mtimeMs)
    throw inUse(dataDir, record.pid, ' of another container or machine')
}

/** Says that this program uses the data directory from now on. */
export const writeOwner = (dataDir: DataDir): void =>
  writeWhole(dataDir, RECORD, `${JSON.stringify(describe(dataDir))}\n`)

/** Whether the record is still this program's. */
export const isOwner = (dataDir: DataDir): boolean => {
  const record = readRecord(dataDir)
  return (
    record?.pid === process.pid && record.startedAt === startOf(process.pid) && record.space === spaceOfPids()
  )
}

/** Shows those who watch the record that this program lives. */
export const touchOwner = (dataDir: DataDir): void => {
  const now = new Date()
  if (isOwner(dataDir)) utimesSync(join(dataDir.path, RECORD), now, now)
}

/** Says that this program does not use the data directory any more. */
export const removeOwner = (dataDir: DataDir): void => {
  if (isOwner(dataDir)) rmSync(join(dataDir.path, RECORD), { force: true })
}
