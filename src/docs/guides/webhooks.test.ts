import { spawn } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WAIT } from '../../../test/support/wait.ts'
import { drawSecret, signatureHeaders } from '../../webhooks/sign.ts'
import { RECEIVERS } from './receivers.ts'

test('the receiver in JavaScript runs as it stands, takes what is signed and refuses what is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'masa-receiver-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await symlink(new URL('../../../node_modules', import.meta.url).pathname, join(folder, 'node_modules'))
  const { code } = RECEIVERS.find(({ language }) => language === 'javascript')!
  // The port alone is another: 3000 may be taken here.
  const listening = code.replace(
    '.listen(3000)',
    `.listen(0, '127.0.0.1', function () { console.log('port', this.address().port) })`,
  )
  expect(listening).not.toBe(code)
  await writeFile(join(folder, 'receiver.mjs'), listening)
  const secret = drawSecret()
  const env = { ...process.env, WEBHOOK_SECRET: secret, NODE_OPTIONS: '' }
  const receiver = spawn(process.execPath, ['receiver.mjs'], { cwd: folder, env })
  onTestFinished(() => void receiver.kill())
  let printed = ''
  receiver.stdout.on('data', (data) => {
    printed += data
  })
  await vi.waitFor(() => expect(printed).toMatch(/port \d+/), WAIT)
  const url = `http://127.0.0.1:${/port (\d+)/.exec(printed)![1]}/`

  const body = '{"messages":{"text":"Ürün"}}'
  const post = async (by: string, at: Date, sent = body): Promise<number> => {
    const headers = signatureHeaders('msg_1', at, body, [by])
    return (await fetch(url, { method: 'POST', headers, body: sent })).status
  }
  expect(await post(secret, new Date())).toBe(204)
  expect(await post(drawSecret(), new Date())).toBe(401)
  expect(await post(secret, new Date(), body.replace('Ü', 'U'))).toBe(401)
  expect(await post(secret, new Date(Date.now() - 600_000))).toBe(401)
  expect(printed).toContain('Ürün')
})
