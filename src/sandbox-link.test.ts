import { expect, test } from 'vitest'
import type { Config } from './config/config.ts'
import type { Integration, IntegrationDirectory } from './integrations/directory.ts'
import { findSandbox } from './sandbox-link.ts'

const isOnWith = async (...numbers: Pick<Integration, 'isSandbox' | 'status'>[]): Promise<boolean> => {
  const config = { sandbox: 'auto', sandboxPort: 1, roles: new Set(['worker']), dataDir: '' }
  const directory = { list: async () => numbers }
  const sandbox = await findSandbox({
    config: config as unknown as Config,
    directory: directory as unknown as IntegrationDirectory,
  })
  return sandbox.isOn
}

test('the sandbox goes off when a real number is connected, not for one that WhatsApp has yet to answer for', async () => {
  const own = { isSandbox: true, status: 'activated' } as const
  expect(await isOnWith()).toBe(true)
  expect(await isOnWith(own, { isSandbox: false, status: 'pending' })).toBe(true)
  expect(await isOnWith(own, { isSandbox: false, status: 'activated' })).toBe(false)
  expect(await isOnWith(own, { isSandbox: false, status: 'suspended' })).toBe(false)
})
