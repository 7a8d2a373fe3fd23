import { interactive, type Stage } from './stage.ts'

/** One of each kind of bubble, as the business and the customer send them. */
export const fillChat = async (stage: Stage, key: string): Promise<void> => {
  const image = { id: await stage.upload('image') }
  await stage.sendTo(key, { type: 'image', image: { ...image, caption: 'A picture' } })
  await stage.sendTo(key, { type: 'image', image: { link: 'https://cdn.example.com/a.jpg' } })
  await stage.sendTo(key, { type: 'video', video: { id: await stage.upload('video') } })
  await stage.sendTo(key, { type: 'audio', audio: { id: await stage.upload('audio'), voice: true } })
  await stage.sendTo(key, {
    type: 'document',
    document: { id: await stage.upload('document'), filename: 'a.pdf' },
  })
  await stage.sendTo(key, { type: 'sticker', sticker: { id: await stage.upload('sticker') } })
  await stage.sendTo(key, { type: 'location', location: { latitude: 41, longitude: 29, name: 'Here' } })
  await stage.sendTo(key, {
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Ada' }, phones: [{ phone: '+90555' }] }],
  })
  const card = (card_index: number) => ({
    card_index,
    type: 'cta_url',
    header: { type: 'image', image },
    body: { text: 'Card' },
    action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://www.example.com' } },
  })
  await stage.sendTo(
    key,
    interactive({ type: 'carousel', body: { text: 'New' }, action: { cards: [card(0), card(1)] } }),
  )
  await stage.sendTo(
    key,
    interactive({
      type: 'product',
      body: { text: 'This?' },
      action: { catalog_id: 'C', product_retailer_id: 'S1' },
    }),
  )
  const id = await stage.sendTo(key, { type: 'text', text: { body: 'See https://www.example.com, *now*' } })
  const inbound = (message: unknown) => stage.sandbox.control('POST', 'inbound', { from: key, message })
  await inbound({ type: 'text', text: { body: 'Thanks' }, context: { id, from: '905554443322' } })
  await inbound({ type: 'reaction', reaction: { message_id: id, emoji: '👍' } })
  await inbound({
    type: 'order',
    order: {
      catalog_id: 'C',
      product_items: [{ product_retailer_id: 'S1', quantity: 1, item_price: 9, currency: 'TRY' }],
    },
  })
  await stage.sandbox.control('POST', 'faults', { mode: 'failed', code: 131026 })
  await stage.sendTo(key, { type: 'text', text: { body: 'This one fails' } })
}
