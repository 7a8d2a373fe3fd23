import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { PNG } from '../support/files.ts'
import { drawNumber, waitForSent } from '../support/sandbox.ts'

/**
 * The documentation's own samples, as it prints them (samples/): only the address, the token, the id of the
 * integration, the recipient and the file's place are filled in. The rest, e-mail, password and the ids of template
 * and language among it, is what the first start has.
 */
let app: TestApp
let picture: string
beforeAll(async () => {
  app = await startTestApp({ MASA_ADMIN_EMAIL: 'abc@example.com', MASA_ADMIN_PASSWORD: 'YOUR_PASSWORD' })
  return app.stop
})
beforeAll(async () => {
  picture = join(app.dataDir, 'test_image.jpg')
  await writeFile(picture, PNG)
})

const project = new URL('../..', import.meta.url).pathname
const run = promisify(execFile)

const readSample = async (name: string, phone: string): Promise<string> => {
  const printed = await readFile(new URL(`samples/${name}.txt`, import.meta.url), 'utf8')
  return printed
    .replaceAll('https://public-api.desk360.com', app.url)
    .replaceAll(':integrationId', '11')
    .replaceAll('YOUR_API_TOKEN', app.token)
    .replaceAll('/test_image.jpg', picture)
    .replaceAll(/\+90xxxxxxxxxx|\+905555555555/g, `+${phone}`)
}

const hasCurl = (): boolean => {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore', timeout: 10_000 })
    return true
  } catch {
    return false
  }
}

/** What a sample prints: the body of the answer. */
const tools = {
  curl: async (script: string) => JSON.parse((await run('sh', ['-c', script], { timeout: 30_000 })).stdout),
  axios: async (script: string) => {
    const child = spawn(process.execPath, ['--input-type=commonjs', '--eval', script], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 30_000,
    })
    const ended = once(child, 'exit')
    try {
      // An error is printed as an object, which is no JSON.
      for await (const line of createInterface(child.stdout)) return JSON.parse(line)
    } finally {
      // A client that sent a form without a file stays until the server gives its idle connection up.
      child.kill()
      await ended
    }
    throw new Error('The sample printed nothing.')
  },
}

describe.each([
  ['axios', true],
  ['curl', hasCurl()],
] as const)('the documented %s sample', (tool, isInstalled) => {
  // Without curl on this machine there is nothing to run its samples with.
  const sample = test.skipIf(!isInstalled)
  const show = async (name: string, phone: string) => tools[tool](await readSample(`${name}.${tool}`, phone))

  sample('login prints a token that opens the API', async () => {
    const body = await show('login', '')
    expect(body).toEqual({
      access_token: expect.stringMatching(/^\d+\|[A-Za-z0-9]{40}[0-9a-f]{8}$/),
      token_type: 'Bearer',
    })
    expect((await app.call('GET', '/v1/integrations', { token: body.access_token })).status).toBe(200)
  })

  sample('list of integrations prints them', async () => {
    expect(await show('integrations', '')).toMatchObject([
      { id: 11, display_name: 'YourIntegration1' },
      { id: 22, name: 'YourIntegration2' },
    ])
  })

  sample('list of templates prints them', async () => {
    const body = await show('templates', '')
    expect(body.map(({ id }: { id: number }) => id)).toEqual(expect.arrayContaining([1, 75]))
  })

  sample('send of a template, with its needless picture, reaches the customer', async () => {
    const phone = drawNumber()
    expect(await show('send-template', phone)).toMatchObject({
      message_id: expect.stringMatching(/^gBEG.{23}$/),
    })
    await expectTemplate(phone)
  })

  sample('bulk send prints the numbers and reaches the customer', async () => {
    const phone = drawNumber()
    expect(await show('send-bulk', phone)).toMatchObject({ phones: [`+${phone}`] })
    await expectTemplate(phone)
  })

  sample('text reaches the customer', async () => {
    const phone = drawNumber()
    expect(await show('send-message', phone)).toEqual({ message_id: expect.stringMatching(/^gBEG.{23}$/) })
    const [sent] = await waitForSent(app, phone)
    expect(sent!.body.text.body).toMatch(/^hello!$/i)
  })

  sample('location reaches the customer', async () => {
    const phone = drawNumber()
    expect(await show('send-location', phone)).toEqual({ message_id: expect.stringMatching(/^gBEG.{23}$/) })
    const [sent] = await waitForSent(app, phone)
    expect(sent!.body.location).toEqual({
      longitude: -122.425332,
      latitude: 37.758056,
      name: 'Facebook HQ',
      address: '1 Hacker Way, Menlo Park, CA 94025',
    })
  })
})

const expectTemplate = async (phone: string): Promise<void> => {
  const [sent] = await waitForSent(app, phone)
  const { name, components } = sent!.body.template
  expect(name).toBe('template_01')
  const values = components.flatMap((one: { parameters: { text: string }[] }) =>
    one.parameters.map(({ text }) => text),
  )
  expect(values).toEqual(['Header 1', 'Body 1', 'Body 2'])
}
