import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export type Program = { pid: number; port: number; rssMegabytes(): number; stop(): Promise<void> }

/** Runs a program that tells its port when it is ready, by default as `listening PORT`. */
export const startHelper = async (
  file: string,
  environment: Record<string, string> = {},
  ready = /^listening (\d+)$/,
): Promise<Program> => {
  const child = spawn(process.execPath, [new URL(file, import.meta.url).pathname], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { port: Number(await awaitLine(child, ready)), ...handle(child) }
}

/** As `npm start` has them in package.json. */
const NODE_OPTIONS = ['--max-semi-space-size=16', '--expose-gc']
const COMPILE_CACHE = new URL('../node_modules/.cache/masa', import.meta.url).pathname

/** Runs Masa itself, as an operator does, and waits until it says where it listens. */
export const startMasa = async (
  environment: Record<string, string>,
  ...words: string[]
): Promise<Program> => {
  const child = spawn(
    process.execPath,
    [...NODE_OPTIONS, new URL('../src/main.ts', import.meta.url).pathname, 'start', ...words],
    {
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  return {
    port: Number(await awaitLine(child, /(?:API|Probes):\s+http:\/\/127\.0\.0\.1:(\d+)\//)),
    ...handle(child),
  }
}

const awaitLine = async (child: ChildProcess, pattern: RegExp): Promise<string> => {
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = pattern.exec(line)
    if (found) {
      child.stdout!.resume()
      return found[1]!
    }
  }
  throw new Error('The program ended before it was ready.')
}

const handle = (child: ChildProcess) => ({
  pid: child.pid!,
  rssMegabytes: () =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024,
  stop: async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  },
})
