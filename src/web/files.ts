import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The web app as it was built. */
export type WebFiles = {
  root: string
  /** index.html, with a placeholder for the nonce of each answer. */
  page: string
  /** The name under `assets/` of a file in the best encoding that is taken; undefined when there is no such file. */
  find(
    name: string,
    acceptEncoding: string,
  ): { path: string; encoding: 'br' | 'gzip' | undefined } | undefined
}

/** A name that the build gives: no folder, and no way out of one. */
const NAME = /^[\w-][\w.-]*$/

export const openWebFiles = async (root: string): Promise<WebFiles> => ({
  root,
  page: await readFile(join(root, 'index.html'), 'utf8'),
  find: (name, acceptEncoding) => {
    if (!NAME.test(name) || !existsSync(join(root, 'assets', name))) return undefined
    for (const { encoding, ending } of ENCODINGS) {
      const path = `assets/${name}${ending}`
      if (takes(acceptEncoding, encoding) && existsSync(join(root, path))) return { path, encoding }
    }
    return { path: `assets/${name}`, encoding: undefined }
  },
})

const ENCODINGS = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const

const takes = (header: string, encoding: string): boolean =>
  new RegExp(`(^|,)\\s*${encoding}\\s*(;\\s*q=(1|0?\\.\\d*[1-9]))?\\s*(,|$)`).test(header)
