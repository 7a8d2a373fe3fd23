import { type Static, Type } from 'typebox'
import { defineKind, type Note, oneOfTypes } from './kind.ts'
import {
  checkReplies,
  checkUrl,
  ImageHeader,
  LinkButton,
  Reply,
  refuseParts,
  Text,
  VideoHeader,
} from './parts.ts'

const CARDS = 'interactive.action.cards'

const Card = Type.Object({
  card_index: Type.Integer({ minimum: 0, description: 'Its place, from 0.' }),
  type: Type.Optional(Type.String()),
  header: oneOfTypes([ImageHeader, VideoHeader], 'The same type on all cards.'),
  body: Type.Optional(Text(160)),
  action: Type.Object(
    {
      name: Type.Optional(Type.Literal('cta_url')),
      parameters: Type.Optional(LinkButton),
      buttons: Type.Optional(
        Type.Array(Type.Object({ type: Type.Literal('quick_reply'), quick_reply: Reply(20) }), {
          minItems: 1,
          maxItems: 3,
        }),
      ),
    },
    { description: 'Either `name` and `parameters`, or `buttons`; the same on all cards.' },
  ),
})
type Card = Static<typeof Card>

/** `carousel`: two to ten cards beside each other, with a link each or with answers to tap. */
export const carousel = defineKind(
  Type.Object({
    type: Type.Literal('carousel'),
    body: Text(),
    action: Type.Object({ cards: Type.Array(Card, { minItems: 2, maxItems: 10 }) }),
  }),
  (interactive, note) => {
    refuseParts(interactive, ['header', 'footer'], note)
    const { cards } = interactive.action
    for (const [n, card] of cards.entries()) {
      const path = `${CARDS}.${n}`
      if (card.card_index !== n)
        note(`${path}.card_index`, `must be ${n}: cards are numbered in their order.`)
      if (card.header.type !== cards[0]!.header.type)
        note(`${path}.header.type`, `must be ${cards[0]!.header.type}, as on the first card.`)
      checkAction(card.action, `${path}.action`, note)
      if (hasButtons(card) !== hasButtons(cards[0]!))
        note(`${path}.action`, 'must be of the same kind as on the first card: a link, or buttons.')
    }
  },
)

const hasButtons = ({ action }: Card): boolean => action.buttons !== undefined

const checkAction = ({ name, parameters, buttons }: Card['action'], path: string, note: Note): void => {
  if (buttons && (name || parameters)) note(path, 'must have either a link or buttons, not both.')
  else if (!buttons && !(name && parameters)) note(path, 'must have name and parameters, or buttons.')
  if (parameters) checkUrl(parameters.url, `${path}.parameters.url`, note)
  const replies = (buttons ?? []).map(({ quick_reply }) => quick_reply)
  checkReplies(replies, (n) => `${path}.buttons.${n}.quick_reply`, note)
}
