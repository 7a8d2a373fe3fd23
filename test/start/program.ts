import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'

/** The program as an operator runs it, in a process of its own, with none of this process's settings. */
export type Program = {
  pid: number
  /** What it printed by the time it says that it runs. Rejects when it ends before. */
  ready(): Promise<string>
  exitCode(): Promise<number | null>
  output(): string
  errors(): string
  signal(name: NodeJS.Signals): void
  stop(): Promise<void>
}

const main = new URL('../../src/main.ts', import.meta.url).pathname

export const startProgram = (environment: Record<string, string>, words: string[] = ['start']): Program => {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [main, ...words], {
    env: { PATH, HOME, MASA_LOG_LEVEL: 'silent', ...environment },
    // A folder without a file .env.
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    pid: child.pid!,
    ready: async () => {
      while (!/^curl .*\n\n/m.test(output)) {
        const isOver = await Promise.race([
          ended.then(() => true),
          once(child.stdout, 'data').then(() => false),
        ])
        if (isOver) throw new Error(`The program ended before it was ready: ${errors}`)
      }
      return output
    },
    exitCode: () => ended,
    output: () => output,
    errors: () => errors,
    signal: (name) => child.kill(name),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const overdue = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await ended
      clearTimeout(overdue)
    },
  }
}
