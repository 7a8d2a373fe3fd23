import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPage } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { createUser } from '../support/users.ts'
import { bubble, composer, leaveFields, row, setInboxStage, signInOn } from './inbox-stage.ts'
import { listEnglish } from './screens/english.ts'

const stage = setInboxStage()

/** A wire to the program that can be cut: what goes through it ends, and nothing new comes through. */
const layWire = async () => {
  const target = Number(new URL(stage.app.url).port)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return near.destroy()
    const far = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut: () => {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend: () => {
      isCut = false
    },
  }
}

describe.skipIf(!hasBrowser)('the inbox, all the way', () => {
  it('shows all that came while the stream was cut for a minute, once, without a reload', {
    timeout: 150_000,
  }, async () => {
    const [known, newcomer] = [await stage.receive('Before'), { phone: '905552229990', name: 'Newcomer' }]
    const wire = await layWire()
    // What a page complains of while it reaches nobody is no fault of it.
    const { page } = await openPage(stage.browser, wire.url + known.path)
    onTestFinished(() => page.context().close())
    await signInOn(page, stage.app)
    await bubble(page, 'Before').waitFor()
    await page.evaluate('window.isSamePage = true')
    wire.cut()
    const cutAt = Date.now()
    const written = Array.from({ length: 6 }, (_, n) => `While it was cut ${n}`)
    for (const text of written) await stage.write(known, text)
    await stage.write(newcomer, 'A new chat')
    await page.getByText('No connection. Trying again …').waitFor()
    await new Promise((resolve) => setTimeout(resolve, 60_000 - (Date.now() - cutAt)))
    wire.mend()
    for (const text of written) await bubble(page, text).waitFor()
    await row(page, newcomer).waitFor()
    await page.getByText('No connection. Trying again …').waitFor({ state: 'detached' })
    await stage.write(known, 'Afterwards')
    await bubble(page, 'Afterwards').waitFor()
    const shown = await page.getByRole('region', { name: 'Messages' }).getByRole('article').allInnerTexts()
    const told = shown.map((text) => written.findIndex((one) => text.includes(one))).filter((n) => n !== -1)
    expect(told.toSorted()).toEqual(written.map((_, n) => n))
    expect(await page.evaluate('window.isSamePage')).toBe(true)
  })

  it('is worked by the keyboard alone, from the sign-in to an answered chat', async () => {
    const customer = await stage.receive('Is anybody there?')
    const page = await stage.open('/sign-in')
    await page.getByLabel('E-mail').and(page.locator(':focus')).waitFor()
    await page.keyboard.type(stage.app.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(stage.app.password)
    await page.keyboard.press('Enter')
    await row(page, customer).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type(customer.name)
    // Pressed before anything is found, it leads there all the same.
    await page.keyboard.press('ArrowDown')
    await page.locator('a:focus', { hasText: customer.name }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: customer.name, level: 2 }).first().waitFor()
    await leaveFields(page)
    await page.keyboard.press('r')
    await composer(page).and(page.locator(':focus')).waitFor()
    await page.keyboard.type('I am here.')
    await page.keyboard.press('Enter')
    await bubble(page, 'I am here.')
      .getByRole('img', { name: /Delivered|Read/ })
      .waitFor()
  })

  it('closes the window while somebody types, and keeps what they wrote', async () => {
    const customer = await stage.receive('I have one question')
    const [, , , integrationId, chatId] = customer.path.split('/')
    const chat = `/v1/integrations/${integrationId}/chats/${chatId}`
    const page = await stage.openAs(undefined, customer.path)
    await composer(page).waitFor()
    await stage.app.database.query(
      `update chats set window_expires_at = now() + interval '6 seconds' where integration_id = $1 and id = $2`,
      [Number(integrationId), Number(chatId)],
    )
    await stage.app.call('PUT', chat, { json: { priority: 'high' } })
    await page
      .getByText(/^\d s left to write freely|^0 min/)
      .or(page.getByText(/left to write freely/))
      .first()
      .waitFor()
    await composer(page).pressSequentially('Half an answ')
    await page.getByText('The 24 hours have passed. Only a template reaches the customer now.').waitFor()
    expect(await composer(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Choose a template' }).last().waitFor()
    await stage.write(customer, 'Are you still there?')
    await composer(page).waitFor()
    expect(await composer(page).inputValue()).toBe('Half an answ')
  })

  it('speaks Turkish from end to end', async () => {
    const customer = await stage.receive('Merhaba, siparişim nerede?')
    await stage.app.call('POST', '/v1/closing-reasons', { json: { name: 'Çözüldü' } })
    const person = await createUser(stage.app, { role: 'administrator', language: 'tr' })
    const page = await stage.open(`/sign-in?to=${encodeURIComponent(customer.path)}`, { locale: 'tr-TR' })
    // Otherwise somebody is called by an English word.
    await stage.app.call('PUT', '/v1/users/1', { json: { name: 'Deniz Aydın' } })
    const found: Record<string, string[]> = {}
    const look = async (where: string): Promise<void> => {
      const english = await listEnglish(page)
      if (english.length > 0) found[where] = english
    }
    await page.getByLabel('E-posta').waitFor()
    await look('sign-in')
    await page.getByLabel('E-posta').fill(person.email)
    await page.getByLabel('Parola', { exact: true }).fill(person.password)
    await page.keyboard.press('Enter')
    const field = page.getByRole('textbox', { name: 'Mesaj' })
    await field.fill('Hemen bakıyorum.')
    await page.keyboard.press('Enter')
    await page
      .getByRole('article')
      .filter({ hasText: 'Hemen bakıyorum.' })
      .last()
      .getByRole('img', { name: /İletildi|Okundu/ })
      .waitFor()
    await look('chat')
    await leaveFields(page)
    await page.keyboard.press('e')
    await page.getByRole('option', { name: 'Çözüldü' }).waitFor()
    await page.locator('input:focus').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/bu sohbeti kapattı: Çözüldü/).waitFor()
    await look('closed')
    for (const path of [
      '/inbox/archived',
      '/contacts',
      '/templates',
      '/bulk-sends',
      '/bulk-sends/11/new',
      '/cockpit',
      '/reports',
      '/opt-outs',
      '/numbers',
      '/numbers/11',
      '/public-api',
      '/settings/account',
      '/settings/quick-responses',
      '/settings/tags',
      '/settings/closing-reasons',
      '/settings/auto-replies',
      '/settings/assignment',
      '/settings/team',
      '/settings/audit-log',
    ]) {
      await page.goto(stage.app.url + path)
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
      await page.locator('[aria-busy=true], .mantine-Loader-root').first().waitFor({ state: 'detached' })
      await look(path)
    }
    expect(found).toEqual({})
  })
})
