import type { Content, ShownMessage } from '../phone/shapes.ts'
import { send } from './chats.ts'
import { selectedNumber, state } from './store.ts'

/** An answer says which message of which side it is for (Cloud API, webhooks: context). */
const contextOf = ({ id, is_mine }: ShownMessage) => ({
  context: { from: is_mine ? (state.page?.chat.phone ?? '') : (selectedNumber()?.digits ?? ''), id },
})

export const answer = (to: ShownMessage, message: Content): Promise<boolean> =>
  send({ ...message, ...contextOf(to) })

const answerInteractive = (to: ShownMessage, type: string, reply: Content): Promise<boolean> =>
  answer(to, { type: 'interactive', interactive: { type, [type]: reply } })

export const tapReply = (to: ShownMessage, { id, title }: Content): Promise<boolean> =>
  answerInteractive(to, 'button_reply', { id, title })

export const chooseRow = (to: ShownMessage, { id, title, description }: Content): Promise<boolean> =>
  answerInteractive(to, 'list_reply', { id, title, ...(description && { description }) })

/** The button of a template. */
export const tapButton = (to: ShownMessage, text: string, payload: string): Promise<boolean> =>
  answer(to, { type: 'button', button: { payload, text } })

/** A form that was filled in: its answers come as JSON within JSON. */
export const answerForm = (
  to: ShownMessage,
  name: string,
  values: Record<string, unknown>,
): Promise<boolean> =>
  answerInteractive(to, 'nfm_reply', { name, body: 'Sent', response_json: JSON.stringify(values) })

export const answerCallPermission = (to: ShownMessage, isGiven: boolean): Promise<boolean> =>
  answerInteractive(to, 'call_permission_reply', {
    response: isGiven ? 'accept' : 'reject',
    is_permanent: false,
    response_source: 'user_action',
    ...(isGiven && { expiration_timestamp: Math.floor(Date.now() / 1000) + 7 * 24 * 60 * 60 }),
  })

/** A basket of a catalogue's products, as `order`. */
export const placeOrder = (
  to: ShownMessage,
  catalogId: string,
  items: Content[],
  text: string,
): Promise<boolean> =>
  answer(to, { type: 'order', order: { catalog_id: catalogId, text, product_items: items } })

/** A question about a product, which is named beside the text. */
export const askAbout = (
  to: ShownMessage,
  catalogId: string,
  productId: string,
  text: string,
): Promise<boolean> => {
  const { context } = contextOf(to)
  const referred_product = { catalog_id: catalogId, product_retailer_id: productId }
  return send({ type: 'text', text: { body: text }, context: { ...context, referred_product } })
}
