import { describe, expect, it } from 'vitest'
import { findBarriers, takePicture } from '../support/browser.ts'
import { hasBrowser } from '../support/chromium.ts'
import { fillChat } from './fill-chat.ts'
import { dialog, setStage } from './stage.ts'

const stage = setStage()

describe.skipIf(!hasBrowser)('the page', () => {
  const wide = { width: 1400, height: 860 }
  const narrow = { width: 390, height: 800 }

  it.each([
    ['wide and light', wide, 'light', 'en-US', ['.composer > button', '.line .actions']],
    ['wide and dark', wide, 'dark', 'tr-TR', ['.chat-head > button:last-child', '.chat-with']],
    ['narrow and light', narrow, 'light', 'tr-TR', []],
    ['narrow and dark', narrow, 'dark', 'en-US', []],
  ] as const)('puts up no barriers: %s', async (name, viewport, colorScheme, locale, sheets) => {
    const key = await stage.drawPerson()
    await fillChat(stage, key)
    const page = await stage.openPhone(key, { viewport, colorScheme, locale, reducedMotion: 'reduce' })
    await page.locator('.failed').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await takePicture(page, `phone ${name}`)
    for (const sheet of sheets) {
      await page.locator(sheet).last().click()
      await dialog(page).waitFor()
      expect(await findBarriers(page)).toEqual([])
      await page.keyboard.press('Escape')
    }
    expect(await page.locator('.people').isVisible()).toBe(viewport === wide)
    const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    const brightness =
      background
        .match(/\d+/g)!
        .slice(0, 3)
        .reduce((sum, one) => sum + Number(one), 0) / 3
    expect(brightness > 128).toBe(colorScheme === 'light')
  })

  it.each([
    [1400, 'light'],
    [375, 'dark'],
  ] as const)(
    'has the fields of a place side by side within the phone, %d wide',
    async (width, colorScheme) => {
      const viewport = { width, height: 800 }
      const page = await stage.openPhone(await stage.drawPerson(), { viewport, colorScheme })
      await page.getByRole('button', { name: 'Attach' }).click()
      await dialog(page).getByRole('button', { name: 'Location' }).click()
      const latitude = (await dialog(page).getByLabel('Latitude').boundingBox())!
      const longitude = (await dialog(page).getByLabel('Longitude').boundingBox())!
      const sheet = (await dialog(page).boundingBox())!
      expect(latitude.x).toBeGreaterThan(sheet.x)
      expect(latitude.x + latitude.width).toBeLessThan(longitude.x)
      expect(longitude.x + longitude.width).toBeLessThan(sheet.x + sheet.width)
      await takePicture(page, `place ${width} ${colorScheme}`)
    },
  )

  it('shows one thing at a time where it is narrow', async () => {
    const page = await stage.openPhone(await stage.drawPerson(), { viewport: narrow })
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('heading', { name: 'Sandbox' }).waitFor()
    expect(await page.locator('.stage').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'The shop’s program' }).click()
    await page.getByRole('heading', { name: 'The shop’s program' }).waitFor()
    await page.getByRole('button', { name: 'Back' }).click()
    await page.locator('.person').first().click()
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
  })

  it('speaks Turkish to those who do, and English when they switch', async () => {
    const page = await stage.openPhone(await stage.drawPerson(), { locale: 'tr-TR' })
    await page.getByRole('heading', { name: 'Deneme alanı' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('tr')
    await page.getByRole('button', { name: 'English' }).click()
    await page.reload()
    await page.getByRole('heading', { name: 'Sandbox' }).waitFor()
  })
})
