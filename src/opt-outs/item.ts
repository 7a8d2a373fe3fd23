import { type Static, Type } from 'typebox'
import { canReach, type Principal } from '../accounts/principal.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import type { Integration } from '../integrations/directory.ts'
import { formatAddress } from '../messages/phone.ts'
import type { ListedOptOut } from './list.ts'

/** Somebody on the list, as `GET /v1/opt-outs` shows them. */
export const OptOutItem = Type.Object({
  id: Type.Integer({ description: 'The contact_id of their chats.', examples: [7] }),
  phone: Type.Union([Type.String(), Type.Null()], {
    description: 'Null for a person who shows no number.',
    examples: ['+905555555555'],
  }),
  user_id: Type.Union([Type.String(), Type.Null()], {
    description: 'The business-scoped user id, where WhatsApp told it.',
    examples: ['TR.13491208655302741918'],
  }),
  name: Type.Union([Type.String(), Type.Null()], { examples: ['Ahmet Kara'] }),
  integration_ids: Type.Array(Type.Integer(), {
    description: 'Those of your integrations that it holds for: all of the account.',
    examples: [[11, 22]],
  }),
  opted_out_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  source: Type.String({
    description:
      'By what it was told: text (they wrote it), button (they tapped it), whatsapp (they told WhatsApp, or it refused a message for that), api (a key), user.',
    examples: ['text'],
  }),
  reason: Type.Union([Type.String(), Type.Null()], {
    description: 'As whoever put them on the list gave it.',
    examples: [null],
  }),
  message: Type.Union(
    [Type.Object({ integration_id: Type.Integer(), message_id: Type.String() }), Type.Null()],
    {
      description: 'The message that told it.',
      examples: [{ integration_id: 11, message_id: 'gBEGy1KeUQRnAglW0luHY8xsrFk' }],
    },
  ),
})

/** As one caller may see it: of others' numbers nothing is said (promise 18). */
export const optOutItem = (
  row: ListedOptOut,
  reachable: readonly Integration[],
  principal: Principal,
): Static<typeof OptOutItem> => ({
  id: row.id,
  phone: row.phone === null ? null : formatAddress(row.phone),
  user_id: row.user_id,
  name: row.name,
  integration_ids: reachable.filter(({ wabaId }) => wabaId === row.waba_id).map(({ id }) => id),
  opted_out_at: formatTimestamp(row.opted_out_at),
  source: row.source,
  reason: row.reason,
  message:
    row.message_id !== '' && row.integration_id !== null && canReach(principal, row.integration_id)
      ? { integration_id: row.integration_id, message_id: row.message_id }
      : null,
})
