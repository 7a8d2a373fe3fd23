import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { hasBrowser } from '../support/chromium.ts'
import { setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

const openList = async (person?: { email: string; password: string }): Promise<Page> => {
  const page = await stage.openAs(person, '/inbox/all')
  await page.goto(`${stage.app.url}/opt-outs`)
  await page.getByRole('heading', { name: 'Opt-outs' }).waitFor()
  return page
}

describe.skipIf(!hasBrowser)('the list of opt-outs', () => {
  it('says what it is for while nobody is on it, and shows at once who writes STOP', async () => {
    const page = await openList()
    await page.getByText('Nobody has opted out').waitFor()
    const { name } = await stage.receive('STOP')
    const row = page.getByRole('row', { name: new RegExp(name) })
    await row.getByText('Wrote it').waitFor()
  })

  it('takes people, names the line that is no number, and takes none before all are right', async () => {
    const page = await openList()
    await page.getByRole('button', { name: 'Add people' }).click()
    const form = page.getByRole('dialog', { name: 'Add people' })
    await form.getByLabel('Phone numbers').fill('+90 555 777 00 01\n\nnobody')
    await form.getByLabel('Reason').fill('Asked by e-mail')
    await form.getByRole('button', { name: 'Add to the list' }).click()
    await form.getByText(/^Line 3: /).waitFor()
    expect((await stage.app.call('GET', '/v1/opt-outs?phone=905557770001')).body).toEqual([])
    await form.getByLabel('Phone numbers').fill('+90 555 777 00 01\n\n+905557770002')
    await form.getByRole('button', { name: 'Add to the list' }).click()
    await page.getByText('2 people are on the list.').waitFor()
    await page.getByRole('row', { name: /\+905557770002.*Asked by e-mail/ }).waitFor()
  })

  it('finds somebody by the number, and takes them off after one question', async () => {
    await stage.app.call('POST', '/v1/opt-outs', { json: { phone: '+905557770003' } })
    const page = await openList()
    await page.getByRole('searchbox').fill('+905557770003')
    const row = page.getByRole('row', { name: /\+905557770003/ })
    await row.waitFor()
    await vi.waitFor(async () => expect(await page.getByRole('row').count()).toBe(2), 10_000)
    await row.getByRole('button', { name: 'Lift' }).click()
    const question = page.getByRole('dialog', { name: 'Take +905557770003 off the list?' })
    await question.getByText(/only when they have asked for it/).waitFor()
    await question.getByRole('button', { name: 'Lift' }).click()
    await page.getByText('Marketing messages to this number are sent.').waitFor()
    await page.getByRole('searchbox').fill('12')
    await page.getByText(/^Must be a valid phone number/).waitFor()
  })

  it('lets an agent add, but not take off', async () => {
    await stage.app.call('POST', '/v1/opt-outs', { json: { phone: '+905557770004' } })
    const page = await openList(await stage.hire())
    await page.getByRole('row', { name: /\+905557770004/ }).waitFor()
    await page.getByRole('button', { name: 'Add people' }).waitFor()
    expect(await page.getByRole('button', { name: 'Lift' }).count()).toBe(0)
  })
})
