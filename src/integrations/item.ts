import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import type { Integration } from './directory.ts'

const told = (description: string, example: string) =>
  Type.Union([Type.String(), Type.Null()], { description, examples: [example] })

/** A number as the API shows it (Desk360 API, "Integrations", and more): never a secret. */
export const IntegrationItem = Type.Object({
  id: Type.Integer({ examples: [11] }),
  display_name: Type.String({ examples: ['YourIntegration1'] }),
  name: Type.String({ description: 'The same text as display_name.', examples: ['YourIntegration1'] }),
  phone_number: Type.String({
    description: 'Empty until WhatsApp has told it.',
    examples: ['+905554443322'],
  }),
  logo: Type.Union([Type.String(), Type.Null()], { description: 'A URL, or null.' }),
  status: Type.String({
    description:
      'activated; pending: WhatsApp could not be asked yet; suspended: nothing is sent, what is queued waits; deleted.',
    examples: ['activated'],
  }),
  status_reason: Type.Union([Type.String(), Type.Null()], {
    description: 'Why it is pending or suspended, and what to do.',
  }),
  phone_number_id: Type.String({ examples: ['106540352242922'] }),
  waba_id: Type.String({ examples: ['102290129340398'] }),
  app_id: told('The app of Meta that the token belongs to.', '670843887433847'),
  verified_name: told('The name that customers see.', 'Your Business'),
  whatsapp_status: told('CONNECTED may send. Others are DISCONNECTED, FLAGGED, BANNED, …', 'CONNECTED'),
  quality: told('GREEN, YELLOW, RED or UNKNOWN, by what customers block and report.', 'GREEN'),
  messaging_limit: told(
    'How many people the business may write to first in 24 hours: TIER_250 to TIER_UNLIMITED.',
    'TIER_2K',
  ),
  throughput: Type.Integer({ description: 'Messages a second.', examples: [80] }),
  synced_at: told('When WhatsApp was last asked.', '2024-05-31T06:33:30.000000Z'),
})

export const integrationItem = (one: Integration): Static<typeof IntegrationItem> => ({
  id: one.id,
  display_name: one.displayName,
  name: one.displayName,
  phone_number: one.phoneNumber,
  logo: one.logoUrl,
  status: one.status,
  status_reason: one.statusReason,
  phone_number_id: one.phoneNumberId,
  waba_id: one.wabaId,
  app_id: one.appId,
  verified_name: one.verifiedName,
  whatsapp_status: one.whatsappStatus,
  quality: one.quality,
  messaging_limit: one.messagingTier,
  throughput: one.messagesPerSecond,
  synced_at: one.syncedAt && formatTimestamp(one.syncedAt),
})
