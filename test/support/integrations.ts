import { expect, vi } from 'vitest'
import type { TestApp } from './app.ts'
import { WAIT } from './wait.ts'

/**
 * Stores numbers beside those of the sandbox, with the first one's credentials, and waits until the program has
 * seen them. Their ids are given; `wabaId` and the phone number id are made of them.
 */
export const insertIntegrations = async (
  app: TestApp,
  ids: number[],
  status: 'activated' | 'pending' | 'suspended' = 'activated',
): Promise<void> => {
  await app.database.query(
    `insert into integrations (id, display_name, phone_number, status, phone_number_id, waba_id,
      access_token_sealed, app_secret_sealed, verify_token_sealed, is_sandbox)
    select id, 'Number ' || id, '+90555' || 1000000 + id, $2, 'phone-' || id, 'waba-' || id,
      access_token_sealed, app_secret_sealed, verify_token_sealed, true
    from unnest($1::integer[]) as id cross join
      (select access_token_sealed, app_secret_sealed, verify_token_sealed from integrations where id = 11) as first`,
    [ids, status],
  )
  const path = `/v1/integrations/${ids.at(-1)}/conversations/templates`
  await vi.waitFor(async () => expect((await app.call('GET', path)).status).toBe(200), WAIT)
}

/** Sets how many messages a second the first number sends: as a person does, so that the program knows it at once. */
export const setPace = async (app: TestApp, throughput: number): Promise<void> => {
  expect((await app.call('PUT', '/v1/integrations/11', { json: { throughput } })).status).toBe(200)
}
