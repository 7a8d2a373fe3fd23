import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { StartError } from '../error.ts'
import { hashSources } from './sources.ts'

const ROOT = new URL('../../', import.meta.url).pathname
const BUILDS = join(ROOT, 'inbox/dist')
/** Browsers that were open before a new version still ask for files of the one before. */
const KEPT_BUILDS = 3

/**
 * The folder of the web app, built from the sources that are there now: when nothing has changed since, the one of an
 * earlier start. It is built in a process of its own, whose memory is gone with it. Processes that start together may
 * build it twice; the first to end wins. Throws StartError with what the build said.
 */
export const buildWebApp = async (signal?: AbortSignal): Promise<string> => {
  const folder = join(BUILDS, await hashSources(ROOT))
  if (existsSync(folder)) return folder
  const draft = `${folder}.${process.pid}`
  try {
    await mkdir(BUILDS, { recursive: true })
    await runBuild(draft, signal)
    await rename(draft, folder).catch((error) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  await removeOld(folder)
  return folder
}

const runBuild = async (outDir: string, signal?: AbortSignal): Promise<void> => {
  const child = spawn(process.execPath, [join(ROOT, 'inbox/build.ts'), outDir], {
    cwd: ROOT,
    // Of the libraries, the form for use: in a test or a shell of a developer it may say otherwise.
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal && { signal }),
  })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new StartError(said.trim() || `The build ended with ${code}.`)
}

const removeOld = async (current: string): Promise<void> => {
  const builds = await Promise.all(
    (await readdir(BUILDS)).map(async (name) => {
      const folder = join(BUILDS, name)
      return {
        folder,
        at: await stat(folder).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      }
    }),
  )
  const old = builds.filter(({ folder }) => folder !== current).sort((a, b) => b.at - a.at)
  for (const { folder } of old.slice(KEPT_BUILDS - 1)) await rm(folder, { recursive: true, force: true })
}
