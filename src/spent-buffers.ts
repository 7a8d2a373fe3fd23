/** Bytes after which the buffers that carried them are collected: that takes a millisecond or two. */
const COLLECT_EVERY = 4 * 1_024 * 1_024

/**
 * To be told of each chunk that passes through a stream of large files. Buffers lie outside of the heap that Node
 * watches: by itself it lets some sixty megabytes of them pile up before it looks. Collecting the young ones by the way
 * keeps a file of 100 MB from moving the program's memory by more than a fifth of that (`npm run bench -- media`). Does
 * nothing where Node was started without `--expose-gc`.
 */
export const createCollector = (): ((chunk: Buffer) => void) => {
  let bytes = 0
  return (chunk) => {
    bytes += chunk.length
    if (bytes < COLLECT_EVERY) return
    bytes = 0
    globalThis.gc?.({ type: 'minor' })
  }
}
