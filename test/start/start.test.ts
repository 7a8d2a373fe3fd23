import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Program, startProgram } from './program.ts'

const run = promisify(execFile)
let folder: string
const programs: Program[] = []

const start = async (environment: Record<string, string> = {}): Promise<Program> => {
  const program = startProgram({
    MASA_DATA_DIR: join(folder, 'data'),
    PORT: '0',
    MASA_SANDBOX_PORT: '0',
    ...environment,
  })
  programs.push(program)
  return program
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masa-start-'))
  await chmod(folder, 0o755)
})

afterAll(async () => {
  for (const program of programs) await program.stop()
  await rm(folder, { recursive: true, force: true })
})

test.each([
  [{ MASA_RATELIMIT: '5' }, /^There is no setting MASA_RATELIMIT/],
  [{ PORT: 'eighty' }, /^PORT is "eighty", but must be a whole number/],
  [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /^DATABASE_URL needs MASA_SECRET_KEY/],
  [
    {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      MASA_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    },
    /^The database cannot be reached/,
  ],
  [{ MASA_DATA_DIR: '/etc/passwd/none' }, /^The data directory .* cannot be used/],
])('a start with %o ends with one line that says what to do', async (environment, line) => {
  const program = await start(environment as Record<string, string>)
  expect(await program.exitCode()).toBe(1)
  expect(program.errors()).toMatch(line)
  expect(program.errors().trim().split('\n')).toHaveLength(1)
})

test('a first start makes the administrator and prints a command that works as it is pasted', async () => {
  const first = await start()
  const greeting = await first.ready()
  const password = /Password: +(\S+)/.exec(greeting)?.[1]
  expect(password).toMatch(/^([a-z0-9]{5}-){3}[a-z0-9]{5}$/)
  const command = greeting.slice(greeting.indexOf('TOKEN=$('))
  const { stdout } = await run('sh', ['-c', command])
  expect(JSON.parse(stdout)).toEqual({ message_id: expect.stringMatching(/^gBEG/) })

  const sandboxUrl = /Sandbox: +(\S+)/.exec(greeting)?.[1]
  await expect
    .poll(async () => (await (await fetch(`${sandboxUrl}/_sandbox/messages`)).json()) as unknown[], {
      timeout: 10_000,
    })
    .toHaveLength(1)

  // A second start on the same data is refused, with the process that uses it.
  const second = await start()
  expect(await second.exitCode()).toBe(1)
  expect(second.errors()).toMatch(/in use by process \d+/)
  expect(second.errors().trim().split('\n')).toHaveLength(1)

  // A command works beside the running program.
  const reset = startProgram({ MASA_DATA_DIR: join(folder, 'data') }, [
    'user',
    'reset-password',
    'admin@masa.localhost',
  ])
  programs.push(reset)
  expect(await reset.exitCode()).toBe(0)
  const newPassword = /Password: (\S+)/.exec(reset.output())?.[1]
  const url = /API: +(\S+)/.exec(greeting)?.[1]
  const login = (given: string | undefined) =>
    fetch(`${url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'admin@masa.localhost', password: given! }),
    })
  expect((await login(password)).status).toBe(401)
  expect((await login(newPassword)).status).toBe(200)

  // Ctrl-C stops it cleanly and leaves no child.
  const children = await childrenOf(first.pid)
  first.signal('SIGINT')
  expect(await first.exitCode()).toBe(0)
  expect(first.output()).toMatch(/Stopped\.\s*$/)
  for (const pid of children) expect(await isRunning(pid)).toBe(false)

  // A later start knows the password no more, and names the command that resets it.
  const later = await start()
  const laterGreeting = await later.ready()
  expect(laterGreeting).toMatch(/reset-password/)
  expect(laterGreeting).not.toContain(newPassword!)
  await later.stop()
})

test('a taken port is told in one line, and nothing is left running', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const program = await start({ PORT: String(port), MASA_DATA_DIR: join(folder, 'port') })
  expect(await program.exitCode()).toBe(1)
  expect(program.errors()).toContain(`Port ${port} is taken`)
  const sandbox = await start({ MASA_SANDBOX_PORT: String(port), MASA_DATA_DIR: join(folder, 'port') })
  expect(await sandbox.exitCode()).toBe(1)
  expect(sandbox.errors()).toContain(String(port))
  server.close()
})

test('a password of the operator is used and not printed; a short one is refused', async () => {
  const environment = {
    MASA_ADMIN_EMAIL: 'me@example.com',
    MASA_ADMIN_PASSWORD: 'my own password',
    MASA_DATA_DIR: join(folder, 'own'),
  }
  const program = await start(environment)
  const greeting = await program.ready()
  expect(greeting).not.toContain('my own password')
  const url = /API: +(\S+)/.exec(greeting)?.[1]
  const body = JSON.stringify({ email: 'me@example.com', password: 'my own password' })
  const login = await fetch(`${url}/login`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  expect(login.status).toBe(200)
  await program.stop()
})

const childrenOf = async (pid: number): Promise<number[]> => {
  const tasks = await readdir(`/proc/${pid}/task`)
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  )
  return lists.join(' ').split(/\s+/).filter(Boolean).map(Number)
}

const isRunning = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat !== '' && !/\) Z /.test(stat)
}
