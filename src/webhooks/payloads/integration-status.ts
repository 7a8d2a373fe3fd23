import type { LogEvent } from '../../events/event.ts'
import { toUnixSeconds } from './kinds.ts'

/** The body of `integration.status`: the number, and whatever the event tells of it. */
export const integrationPayload = ({ data, at, integrationId }: LogEvent): object => ({
  integrations: { id: integrationId, ...data, timestamp: toUnixSeconds(at), integration_id: integrationId },
})
