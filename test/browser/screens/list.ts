import type { Page } from 'playwright-core'
import type { Places } from './company.ts'

export type Screen = {
  name: string
  /** The address as the router has it. */
  route: string
  search?: string
  /** What is done before it is looked at: a dialog opened, a tab chosen. */
  open?: (page: Page) => Promise<unknown>
  /** Shown to whom is not signed in. */
  isPublic?: boolean
}

/** Presses a button after which something lies over the page. */
const press = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).first().click()
  await page.getByRole('dialog').waitFor()
}

const key = (key: string) => async (page: Page) => {
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  await page.evaluate('document.activeElement?.blur()')
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}

/** Every screen of the web app, and what lies over one. */
export const SCREENS: Screen[] = [
  { name: 'sign-in', route: '/sign-in', isPublic: true },
  { name: 'forgot-password', route: '/forgot', isPublic: true },
  { name: 'set-password', route: '/reset', isPublic: true },
  {
    name: 'inbox',
    route: '/inbox/$view',
    open: (page) => page.getByRole('link', { name: /Ayşe Çelik/ }).waitFor(),
  },
  {
    name: 'chat',
    route: '/inbox/$view/$integrationId/$chatId',
    open: (page) =>
      page.getByRole('region', { name: 'Messages' }).getByText('Harika, çok teşekkür ederim!').waitFor(),
  },
  {
    name: 'filters',
    route: '/inbox/$view',
    open: async (page) => {
      await page.getByRole('button', { name: 'Filter' }).click()
      await page.getByLabel('Tag').waitFor()
    },
  },
  { name: 'search', route: '/inbox/$view', search: '?q=sipari%C5%9F' },
  { name: 'new-chat', route: '/inbox/$view', open: press('New chat') },
  { name: 'send-template', route: '/inbox/$view/$integrationId/$chatId', open: key('t') },
  { name: 'keys', route: '/inbox/$view/$integrationId/$chatId', open: key('?') },
  { name: 'commands', route: '/inbox/$view/$integrationId/$chatId', open: key('Control+k') },
  { name: 'contacts', route: '/contacts' },
  { name: 'contact', route: '/contacts/$contactId' },
  { name: 'merge-contact', route: '/contacts/$contactId', open: press('Merge') },
  { name: 'erase-contact', route: '/contacts/$contactId', open: press('Erase') },
  { name: 'templates', route: '/templates' },
  { name: 'template', route: '/templates/$integrationId/$templateId' },
  { name: 'template-statistics', route: '/templates/$integrationId/$templateId/statistics' },
  { name: 'bulk-sends', route: '/bulk-sends' },
  { name: 'new-bulk-send', route: '/bulk-sends/$integrationId/new' },
  { name: 'bulk-send', route: '/bulk-sends/$integrationId/$bulkId' },
  {
    name: 'more',
    route: '/bulk-sends',
    open: async (page) => {
      const more = page.getByRole('button', { name: 'More', exact: true })
      if (!(await more.isVisible())) return
      await more.click()
      await page.getByRole('menuitem', { name: 'Cockpit' }).and(page.locator(':focus')).waitFor()
    },
  },
  { name: 'cockpit', route: '/cockpit' },
  { name: 'reports', route: '/reports' },
  {
    name: 'reports-volume',
    route: '/reports',
    open: async (page) => {
      await page.getByRole('tab', { name: 'Volume' }).click()
      await page.locator('.recharts-surface').first().waitFor()
    },
  },
  { name: 'opt-outs', route: '/opt-outs' },
  { name: 'add-opt-outs', route: '/opt-outs', open: press('Add people') },
  { name: 'numbers', route: '/numbers' },
  { name: 'number', route: '/numbers/$numberId' },
  { name: 'connect-number', route: '/numbers/connect' },
  { name: 'public-api', route: '/public-api' },
  { name: 'webhook', route: '/public-api/$numberId/webhooks/$webhookId' },
  {
    name: 'delivery',
    route: '/public-api/$numberId/webhooks/$webhookId',
    open: async (page) => {
      await page.getByRole('table').getByRole('link').first().click()
      await page
        .getByRole('dialog')
        .getByText(/Attempt 1/)
        .waitFor()
    },
  },
  { name: 'my-account', route: '/settings/account' },
  { name: 'quick-responses', route: '/settings/quick-responses' },
  { name: 'tags', route: '/settings/tags' },
  { name: 'closing-reasons', route: '/settings/closing-reasons' },
  { name: 'auto-replies', route: '/settings/auto-replies' },
  { name: 'assignment', route: '/settings/assignment' },
  { name: 'team', route: '/settings/team' },
  { name: 'audit-log', route: '/settings/audit-log' },
  { name: 'no-such-page', route: '/nothing/here' },
]

/** Addresses that lead on to one of those. */
export const REDIRECTS = ['/', '/inbox', '/settings']

export const pathOf = ({ route, search = '' }: Screen, places: Places): string =>
  route.replace(/\$(\w+)/g, (_, name: keyof Places) => places[name]) + search
