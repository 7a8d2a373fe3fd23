import { copyLine } from '../database/copy.ts'
import { type NewRecipient, storable } from './insert.ts'

/** Recipients stored by one statement, at most. */
const MOST_ROWS = 2_000
const SIZE_BYTES = 2 * 1_024 * 1_024
/** Bytes of a letter in UTF-8, at most: of two halves of a surrogate pair four together. */
const LETTER_BYTES = 3

/**
 * Recipients on their way into the database, as the bytes that go over the wire: nothing else of a row is kept, so
 * that what planning leaves behind is young when it dies. Kept as objects, a hundred thousand rows moved the program's
 * memory by 130 MB.
 */
export type Chunk = {
  /** False when there is no room for it any more. */
  add(recipient: NewRecipient): boolean
  isFull(): boolean
  /** Lines with their addresses, in the order of the bytes. */
  rows(): readonly { line: number; address: string }[]
  bytes(): Buffer
  clear(): void
}

export const createChunk = (integrationId: number, bulkId: number): Chunk => {
  let buffer = Buffer.allocUnsafe(SIZE_BYTES)
  let size = 0
  let rows: { line: number; address: string }[] = []
  return {
    add: ({ line, address, name, messageId, content }) => {
      const named = name === undefined ? undefined : storable(name)
      const text = copyLine([integrationId, bulkId, line, address, named, messageId, content, 'waiting'])
      const most = text.length * LETTER_BYTES
      if (size + most > buffer.length) {
        if (rows.length > 0) return false
        buffer = Buffer.allocUnsafe(most)
      }
      size += buffer.write(text, size)
      rows.push({ line, address })
      return true
    },
    isFull: () => rows.length === MOST_ROWS,
    rows: () => rows,
    bytes: () => buffer.subarray(0, size),
    clear: () => {
      size = 0
      rows = []
    },
  }
}
