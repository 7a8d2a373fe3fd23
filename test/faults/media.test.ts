import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDatabase, type Database } from '../../src/database/database.ts'
import { activateIntegration } from '../../src/dispatch/stop.ts'
import { selectTemplateIds, waitForSent } from '../support/sandbox.ts'
import { drawPerson, expectError, type Fault, type Stage, startStage } from './stage.ts'

let stage: Stage
let database: Database
let templateId: number
beforeAll(async () => {
  stage = await startStage()
  database = createDatabase({ connectionString: stage.connectionString })
  templateId = (await selectTemplateIds(stage)).get('invoice_ready')!
  return stage.stop
})
afterAll(() => database.destroy())

/** A file that nobody has sent before. */
const drawInvoice = (): string => `%PDF-1.4\n% ${crypto.randomUUID()}\n%%EOF\n`

/** One file to as many people; the message ids in their order. */
const sendInvoice = async (people: string[], invoice = drawInvoice()): Promise<string[]> => {
  const form = new FormData()
  form.set('template_id', String(templateId))
  form.set('language_id', '1')
  const parameters = { 'body-1': 'Ahmet', 'body-2': 'INV-1', 'button-1': 'INV-1' }
  form.set('destinations', JSON.stringify(people.map((to) => ({ phone: `+${to}`, parameters }))))
  form.set('attachment', new Blob([invoice], { type: 'application/pdf' }), 'invoice.pdf')
  const answer = await stage.call('POST', '/v1/integrations/11/conversations/templates/send', {
    multipart: form,
  })
  expect(answer.status).toBe(200)
  const { message_id, messages = [{ message_id }] } = answer.body
  return messages.map((one: { message_id: string }) => one.message_id)
}

/** Meta's id of the file that the sandbox got with a message. */
const selectSentFile = async (to: string): Promise<string> => {
  const [sent] = await waitForSent(stage, to)
  return sent!.body.template.components[0].parameters[0].document.id
}

const failUpload = (fault: Fault): Promise<void> => stage.addFault({ ...fault, match: { path: '/media' } })

test.each<[string, Fault]>([
  ['131016', { mode: 'error', code: 131016 }],
  ['a connection that broke before', { mode: 'reset_before' }],
  ['a connection that broke after', { mode: 'reset_after' }],
  ['a bare 502', { mode: 'http', status: 502 }],
])('after %s the file is uploaded again, and each message goes out once', async (_, fault) => {
  await failUpload(fault)
  const ids = await sendInvoice([drawPerson(), drawPerson()])
  for (const id of ids) {
    const read = await stage.untilStatus(id, 'read')
    expect(read.attempts).toBe(1)
    expect(await stage.countAccepted(id)).toBe(1)
    expect(await stage.listEvents(id)).toEqual(['queued', 'sent', 'delivered', 'read'])
  }
})

test('a file that WhatsApp refuses for good fails all messages of the send, in words', async () => {
  await failUpload({ mode: 'error', code: 131053 })
  const ids = await sendInvoice([drawPerson(), drawPerson(), drawPerson()])
  for (const id of ids) {
    const failed = await stage.untilStatus(id, 'failed')
    expectError(failed, 9_000_005)
    expect(failed.error?.details).toContain('131053')
    expect(failed.error?.what_to_do).toContain('type and size')
    expect(failed.attempts).toBe(0)
    expect(await stage.countAccepted(id)).toBe(0)
    expect(await stage.listEvents(id)).toEqual(['queued', 'failed'])
  }
  const { rows } = await stage.database.query('select 1 from message_queue where message_id = any($1)', [ids])
  expect(rows).toEqual([])
})

test('a token that is refused at the upload stops the number; started again, the messages go out soon', async () => {
  await failUpload({ mode: 'error', code: 190 })
  const [id] = await sendInvoice([drawPerson(), drawPerson()])
  await vi.waitFor(
    async () => {
      const { rows } = await stage.database.query(
        'select status, status_reason from integrations where id = 11',
      )
      expect(rows[0]).toMatchObject({ status: 'suspended', status_reason: expect.stringContaining('token') })
    },
    { timeout: 10_000 },
  )
  expect(await stage.tell(id!)).toMatchObject({ status: 'queued', attempts: 0 })
  await activateIntegration(database, 11, 'test')
  await stage.untilStatus(id!, 'read')
  expect(await stage.countAccepted(id!)).toBe(1)
})

test('a text to somebody whose file is still on its way goes out after it', async () => {
  const to = drawPerson()
  await failUpload({ mode: 'error', code: 131016 })
  const [file] = await sendInvoice([to, drawPerson()])
  const text = await stage.sendText(to, { text: 'This was the invoice' })
  await stage.untilStatus(text, 'read')
  expect((await stage.tell(file!)).status).toBe('read')
  expect(await stage.listTexts(to)).toEqual(['', 'This was the invoice'])
})

describe('the same file', () => {
  const age = (days: number): Promise<unknown> =>
    stage.database.query(`update media set uploaded_at = uploaded_at - make_interval(days => $1)`, [days])

  test('is uploaded once, however many sends bring it at the same moment', async () => {
    const people = Array.from({ length: 12 }, drawPerson)
    const invoice = drawInvoice()
    await Promise.all(people.map((to) => sendInvoice([to], invoice)))
    const files = await Promise.all(people.map(selectSentFile))
    expect(new Set(files).size).toBe(1)
    const { rows } = await stage.database.query('select file_path from media where meta_media_id = $1', [
      files[0],
    ])
    expect(rows).toHaveLength(12)
    expect(new Set(rows.map(({ file_path }) => file_path)).size).toBe(1)
  })

  test('is uploaded anew when its id has a day left to live', async () => {
    const [first, second, third] = [drawPerson(), drawPerson(), drawPerson()]
    const invoice = drawInvoice()
    await sendInvoice([first], invoice)
    const old = await selectSentFile(first)
    await age(28)
    await sendInvoice([second], invoice)
    expect(await selectSentFile(second)).toBe(old)
    await age(1)
    await sendInvoice([third], invoice)
    expect(await selectSentFile(third)).not.toBe(old)
  })

  test('whose id has expired before the message could leave is uploaded anew for it', async () => {
    const [first, second] = [drawPerson(), drawPerson()]
    const invoice = drawInvoice()
    await sendInvoice([first], invoice)
    const old = await selectSentFile(first)
    await stage.addFault({ mode: 'error', code: 131016, match: { to: second }, times: 2 })
    const [id] = await sendInvoice([second], invoice)
    await stage.untilTried(id!, 1)
    await age(29)
    const read = await stage.untilStatus(id!, 'read')
    expect(read.attempts).toBe(3)
    expect(await selectSentFile(second)).not.toBe(old)
  })
})
