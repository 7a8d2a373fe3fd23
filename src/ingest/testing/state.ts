import type { Desk } from './desk.ts'

/** All that events have made of a desk, without what may be different each time: ids and the order of rows. */
export const readState = async ({ database, wabaId, numbers }: Desk) => {
  const integrationIds = numbers.map(({ id }) => id)
  const messages = await database
    .selectFrom('messages')
    .selectAll()
    .where('integration_id', 'in', integrationIds)
    .orderBy('wamid')
    .execute()
  const contacts = await database.selectFrom('contacts').selectAll().where('waba_id', '=', wabaId).execute()
  const addresses = await database
    .selectFrom('contact_addresses')
    .selectAll()
    .where('waba_id', '=', wabaId)
    .orderBy('address')
    .orderBy('until')
    .execute()
  const chats = await database
    .selectFrom('chats')
    .selectAll()
    .where('integration_id', 'in', integrationIds)
    .orderBy('integration_id')
    .execute()
  const templates = await database
    .selectFrom('templates')
    .innerJoin('template_translations', 'template_id', 'id')
    .select(['name', 'category', 'language_code', 'status', 'quality', 'rejected_reason'])
    .where('waba_id', '=', wabaId)
    .orderBy('name')
    .execute()
  const states = await database
    .selectFrom('integrations')
    .select([
      'id',
      'status',
      'status_reason',
      'suspended_by',
      'quality',
      'messaging_tier',
      'messages_per_second',
    ])
    .where('id', 'in', integrationIds)
    .orderBy('id')
    .execute()
  const spansOf = (contactId: number): string =>
    addresses
      .filter((one) => one.contact_id === contactId)
      .map(({ address, since, until }) => `${address} ${show(since)}–${show(until)}`)
      .join(', ')
  return {
    messages: messages.map(
      ({ integration_id, wamid, type, address, state, content, reply_to_wamid, ...row }) => ({
        number: integrationIds.indexOf(integration_id),
        wamid,
        type,
        address,
        state,
        content: withoutMediaIds(content),
        reply_to_wamid,
        sender: row.sender,
        created: show(row.created_at),
        times: [row.sent_at, row.delivered_at, row.read_at, row.failed_at],
      }),
    ),
    contacts: contacts
      .map((row) => ({
        spans: spansOf(row.id),
        phone: row.phone,
        user_id: row.user_id,
        name: row.name,
        wa_id: row.wa_id,
        marketing: row.marketing,
        marketing_told: show(row.marketing_told_at),
        search: row.search,
      }))
      .sort((a, b) => (a.spans < b.spans ? -1 : 1)),
    chats: chats
      .map((row) => ({
        number: integrationIds.indexOf(row.integration_id),
        spans: spansOf(row.contact_id),
        last_message: show(row.last_message_at),
        last_inbound: row.last_inbound_at,
        window: row.window_expires_at,
        unread: row.unread,
      }))
      .sort((a, b) => (`${a.number} ${a.spans}` < `${b.number} ${b.spans}` ? -1 : 1)),
    templates,
    numbers: states.map(({ id, ...row }) => ({ ...row, number: integrationIds.indexOf(id) })),
  }
}

/** The ids of files are drawn at random. */
const withoutMediaIds = (content: unknown): unknown =>
  JSON.parse(JSON.stringify(content).replaceAll(/"[0-9a-f]{36}"/g, '"a file"'))

const show = (time: Date | number): string => (typeof time === 'number' ? String(time) : time.toISOString())
