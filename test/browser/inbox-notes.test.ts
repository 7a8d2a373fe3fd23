import { describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/chromium.ts'
import { leaveFields, setInboxStage } from './inbox-stage.ts'

const stage = setInboxStage()

describe.skipIf(!hasBrowser)('a note', () => {
  it('names somebody of the team, who is told of it and led there', async () => {
    const customer = await stage.receive('A difficult question')
    const colleague = await stage.hire()
    const theirs = await stage.openAs(colleague, '/inbox/mine')
    const page = await stage.openAs(undefined, customer.path)
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
    await leaveFields(page)
    await page.keyboard.press('n')
    const field = page.getByRole('textbox', { name: 'Note for the team' })
    await field.pressSequentially(`Ask @${colleague.name.slice(0, 3)}`)
    const option = page
      .getByRole('listbox', { name: 'The team' })
      .getByRole('option', { name: colleague.name })
    await option.waitFor()
    expect(await page.getByRole('option', { name: 'Administrator' }).count()).toBe(0)
    await page.keyboard.press('Enter')
    expect(await field.inputValue()).toBe(`Ask @${colleague.name} `)
    await field.pressSequentially('about this')
    await page.keyboard.press('Enter')
    await page
      .getByRole('article', { name: 'Note by Administrator' })
      .getByText(`@${colleague.name}`)
      .waitFor()
    await theirs.getByText('Administrator named you in a note').waitFor()
    await theirs.getByRole('button', { name: 'Open the chat' }).click()
    await theirs.getByRole('article', { name: 'Note by Administrator' }).waitFor()
  })

  it('is changed by whoever wrote it, and by nobody else', async () => {
    const customer = await stage.receive('Something to note')
    const page = await stage.openAs(undefined, customer.path)
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
    await leaveFields(page)
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Note for the team' }).fill('A misteak')
    await page.keyboard.press('Enter')
    const note = page.getByRole('article', { name: 'Note by Administrator' })
    await note.getByRole('button', { name: 'Change the note' }).click()
    await note.getByRole('textbox', { name: 'Change the note' }).fill('No mistake')
    await note.getByRole('button', { name: 'Save' }).click()
    await note.getByText('No mistake').waitFor()
    await note.getByText('changed').waitFor()
    const theirs = await stage.openAs(await stage.hire(), customer.path)
    await theirs.getByText('No mistake').waitFor()
    expect(await theirs.getByRole('button', { name: 'Change the note' }).count()).toBe(0)
  })
})
