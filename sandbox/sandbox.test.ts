import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SandboxError } from './error.ts'
import { startSandbox } from './sandbox.ts'
import { seedCustomers } from './seed/customers.ts'
import { createGraphClient } from './testing/graph-client.ts'
import { startReceiver } from './testing/start-receiver.ts'
import { startTestSandbox } from './testing/start-test-sandbox.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const main = new URL('./main.ts', import.meta.url)
const hi = { type: 'text', text: { body: 'hi' } }

/** The sandbox as a program of its own; resolves with the address that it prints. */
const spawnSandbox = async (): Promise<{ child: ChildProcess; url: string }> => {
  const env = { ...process.env, MASA_SANDBOX_PORT: '0', MASA_DATA_DIR: folder }
  const child = spawn(process.execPath, [main.pathname], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /ready at (\S+)/.exec(line)?.[1]
    if (url) return { child, url }
  }
  throw new Error('The sandbox did not start.')
}

describe('the sandbox', () => {
  it('says in one line that its port is taken', async () => {
    const first = await startSandbox({ port: 0, dataDir: folder })
    const second = startSandbox({ port: first.port, dataDir: join(folder, 'other') })
    await expect(second).rejects.toThrow(SandboxError)
    await expect(second).rejects.toThrow(new RegExp(`Port ${first.port} .* is taken`))
    await first.stop()
  })

  it('listens on loopback only', async () => {
    await expect(startSandbox({ port: 0, host: '0.0.0.0', dataDir: folder })).rejects.toThrow('loopback only')
  })

  it('keeps its secrets and ids over a restart, and draws others for another folder', async () => {
    const sandbox = await startTestSandbox()
    const before = { ...sandbox.credentials, base_url: '' }
    await sandbox.restart()
    expect({ ...sandbox.credentials, base_url: '' }).toEqual(before)
    const other = await startTestSandbox()
    for (const name of ['app_id', 'app_secret', 'verify_token', 'access_token', 'waba_id'] as const) {
      expect(other.credentials[name]).not.toBe(sandbox.credentials[name])
    }
    await sandbox.close()
    await other.close()
  })

  it('loses no message that it has answered, however it dies, and tells the rest of their statuses', async () => {
    const receiver = await startReceiver()
    let { child, url } = await spawnSandbox()
    let client = await createGraphClient(url)
    await client.control('PUT', 'settings', {
      enforce_rates: false,
      statuses: { delivered_ms: 100, read_ms: 400 },
    })
    await receiver.subscribe(client)
    const answered: string[] = []
    for (let round = 0; round < 3; round++) {
      const sendOn = async (): Promise<void> => {
        for (;;) {
          const answer = await client.send(hi).catch(() => undefined)
          if (!answer) return
          answered.push(answer.body.messages[0].id)
        }
      }
      const senders = Promise.all(Array.from({ length: 8 }, sendOn))
      const target = answered.length + 60
      while (answered.length < target) await new Promise((resolve) => setTimeout(resolve, 5))
      child.kill('SIGKILL')
      await once(child, 'exit')
      await senders
      ;({ child, url } = await spawnSandbox())
      client = await createGraphClient(url)
    }
    const { body } = await client.control('GET', 'messages')
    const kept = new Set(body.map(({ id }: { id: string }) => id))
    expect(answered.filter((id) => !kept.has(id))).toEqual([])
    const told = () => new Set(receiver.statuses().map(({ id, status }) => `${id} ${status}`))
    await receiver.until(() => {
      const seen = told()
      return answered.every((id) =>
        ['sent', 'delivered', 'read'].every((status) => seen.has(`${id} ${status}`)),
      )
    })
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(child.exitCode).toBe(0)
    await receiver.close()
  })

  it('starts with a journal that was torn at its end or has a line that nobody can read', async () => {
    const sandbox = await startTestSandbox()
    await sandbox.send(hi)
    await appendFile(join(sandbox.dataDir, 'journal.jsonl'), 'what is this\n{"t":"outbound","n":9')
    await sandbox.restart()
    expect((await sandbox.control('GET', 'messages')).body).toHaveLength(1)
    await sandbox.send(hi)
    await sandbox.restart()
    expect((await sandbox.control('GET', 'messages')).body).toHaveLength(2)
    expect(sandbox.log.join()).toContain('1 lines of the journal')
    await sandbox.close()
  })

  it('runs as a thread: tells its parent where it is, and stops when told', async () => {
    const worker = new Worker(main, { workerData: { port: 0, dataDir: folder } })
    const [message] = await once(worker, 'message')
    expect(message).toEqual({ ready: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
    const other = new Worker(main, {
      workerData: { port: Number(new URL(message.ready).port), dataDir: join(folder, 'b') },
    })
    expect((await once(other, 'message'))[0]).toEqual({ failed: expect.stringContaining('is taken') })
    await once(other, 'exit')
    worker.postMessage('stop')
    await once(worker, 'exit')
    await expect(fetch(message.ready)).rejects.toThrow('fetch failed')
  })
})

describe('the first start', () => {
  it("has the documentation's numbers and templates", async () => {
    const sandbox = await startTestSandbox()
    const { credentials } = sandbox
    expect(credentials.phone_numbers).toMatchObject([
      { display_phone_number: '+905554443322', verified_name: 'YourIntegration1' },
      { display_phone_number: '+905554443323', verified_name: 'YourIntegration2' },
    ])
    for (const id of [credentials.app_id, credentials.waba_id, sandbox.numberId])
      expect(id).toMatch(/^\d{15,17}$/)
    const { body } = await sandbox.graph('GET', `${credentials.waba_id}/message_templates?limit=100`)
    const find = (name: string, language: string) =>
      body.data.find(
        (item: { name: string; language: string }) => item.name === name && item.language === language,
      )
    expect(find('template_02', 'en')).toMatchObject({
      status: 'PENDING',
      components: [{ type: 'BODY', text: 'English content test' }],
    })
    expect(find('template_02', 'tr')).toMatchObject({
      status: 'APPROVED',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Merhaba {{1}} ,' },
        { type: 'BODY', example: { body_text: [['Ahmet Kara', 'SP123456789']] } },
      ],
    })
    for (const language of ['en', 'tr']) expect(find('template_01', language).status).toBe('APPROVED')
    const text = JSON.stringify(body.data)
    for (const format of ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'])
      expect(text).toContain(`"format":"${format}"`)
    for (const type of ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'OTP', 'FLOW', 'CATALOG'])
      expect(text).toContain(`"type":"${type}"`)
    for (const word of [
      '"otp_type":"ONE_TAP"',
      'POSITIONAL',
      'NAMED',
      'MARKETING',
      'UTILITY',
      'AUTHENTICATION',
    ])
      expect(text).toContain(word)
    expect(new Set(body.data.map(({ name }: { name: string }) => name)).size).toBeGreaterThanOrEqual(14)
    await sandbox.close()
  })

  it('has twenty customers, and all of them can be written to a day and a month later too', async () => {
    let now = Date.now()
    const sandbox = await startTestSandbox({ now: () => now, settings: { enforce_rates: false } })
    expect(seedCustomers).toHaveLength(20)
    const failing = async (): Promise<string[]> => {
      await sandbox.control('DELETE', 'messages')
      for (const { digits } of seedCustomers) await sandbox.send({ to: `+${digits}`, ...hi })
      now += 10
      const { body } = await sandbox.control('GET', 'messages')
      return body.flatMap(({ to, statuses }: { to: string; statuses: { status: string }[] }) =>
        statuses[0]?.status === 'failed' ? [to] : [],
      )
    }
    expect(await failing()).toEqual([])
    now += 25 * 3_600_000
    expect(await failing()).toHaveLength(20)
    await sandbox.restart()
    expect(await failing()).toEqual([])
    await sandbox.close()
  })
})
