import { checkMediaObject } from '../check-media.ts'
import {
  type Fields,
  invalid,
  optionalText,
  requireFields,
  requireHttpUrl,
  requireList,
  requireOneOf,
  requireText,
} from '../fields.ts'
import type { Outgoing } from '../outgoing.ts'
import { checkReply } from './check-button.ts'
import { checkBody, type InteractiveCheck, requireAction } from './parts.ts'

/** `carousel`: two to ten cards, each with a picture or film and either a link or quick replies. */
export const checkCarousel = (check: InteractiveCheck): Outgoing['failure'] => {
  checkBody(check, 1024)
  const path = 'interactive.action.cards'
  let failure: Outgoing['failure']
  for (const [index, value] of requireList(requireAction(check)['cards'], path, 2, 10).entries()) {
    const card = requireFields(value, `${path}[${index}]`)
    failure = checkCard(check, card, `${path}[${index}]`) ?? failure
    if (Number(card['card_index'] ?? Number.NaN) !== index) {
      throw invalid(
        `${path}[${index}].card_index`,
        `must be ${index}: cards are numbered from 0 in their order.`,
      )
    }
  }
  return failure
}

const checkCard = ({ state, now }: InteractiveCheck, card: Fields, path: string): Outgoing['failure'] => {
  const header = requireFields(card['header'], `${path}.header`)
  const kind = requireOneOf(header['type'], `${path}.header.type`, ['image', 'video'])
  const media = requireFields(header[kind], `${path}.header.${kind}`)
  if (card['body'])
    optionalText(requireFields(card['body'], `${path}.body`)['text'], `${path}.body.text`, 160)
  const action = requireFields(card['action'], `${path}.action`)
  if (action['buttons'] === undefined) checkCardLink(action, `${path}.action`)
  else checkCardReplies(action['buttons'], `${path}.action.buttons`)
  return checkMediaObject(state, now, kind, media, `${path}.header.${kind}`)
}

const checkCardLink = (action: Fields, path: string): void => {
  requireOneOf(action['name'], `${path}.name`, ['cta_url'])
  const parameters = requireFields(action['parameters'], `${path}.parameters`)
  requireText(parameters['display_text'], `${path}.parameters.display_text`, 20)
  requireHttpUrl(parameters['url'], `${path}.parameters.url`)
}

const checkCardReplies = (value: unknown, path: string): void => {
  for (const [index, item] of requireList(value, path, 1, 3).entries()) {
    const button = requireFields(item, `${path}[${index}]`)
    requireOneOf(button['type'], `${path}[${index}].type`, ['quick_reply'])
    checkReply(button['quick_reply'], `${path}[${index}].quick_reply`, 20)
  }
}
