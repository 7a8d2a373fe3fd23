import type { LogEvent } from '../../events/event.ts'
import { integrationPayload } from './integration-status.ts'
import type { WebhookEvent } from './kinds.ts'
import { receivedPayload } from './message-received.ts'
import { statusPayload } from './message-status.ts'
import { templatePayload } from './template-status.ts'

/** Made-up events, to try a receiver with and to show what comes: one of each kind. */
export const samplePayload = (kind: WebhookEvent, integrationId: number, at: Date): object => {
  const message = {
    integration_id: integrationId,
    id: 'gBEGkFBXUQRnAgnoOJ1ESPKBwME',
    address: '905555555555',
    wamid: 'wamid.HBgMOTA1NTU1NTU1NTU1FQIAERgSQTdGM0M1',
  }
  const event = (type: LogEvent['type'], data: LogEvent['data']): LogEvent => ({
    id: 0,
    type,
    at,
    integrationId,
    data,
  })
  switch (kind) {
    case 'message.received': {
      const written = { type: 'text', content: { body: 'Is this a test?' }, sender: { name: 'John Doe' } }
      const origin = { context: null, reply_to_wamid: null, reply_to_id: null, error: null, created_at: at }
      return receivedPayload({ ...message, ...written, ...origin }, 7)
    }
    case 'message.status':
      return statusPayload(message, { status: 'delivered' }, at)
    case 'template.status':
      return templatePayload(
        event('template.status', { template_id: 75, language: 'tr', status: 'APPROVED' }),
        'template_02',
      )
    case 'integration.status':
      return integrationPayload(event('integration.status', { status: 'activated' }))
  }
}
