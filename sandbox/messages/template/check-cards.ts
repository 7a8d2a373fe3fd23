import { GraphError } from '../../graph/graph-error.ts'
import type { State } from '../../state/state.ts'
import { findComponent, shapeOf } from '../../templates/shape.ts'
import type { Template } from '../../templates/template.ts'
import { type Fields, requireFields, requireList } from '../fields.ts'
import { checkParts } from './check-parts.ts'

/** A carousel's cards: as many as the template has, each checked like a small template of its own. */
export const checkTemplateCards = (
  state: State,
  now: number,
  template: Template,
  component: Fields | undefined,
): void => {
  const cards = findComponent(template.components, 'CAROUSEL')?.cards
  if (!cards) {
    if (component) throw new GraphError(132018, 'carousel: the template has no cards')
    return
  }
  const given = requireList(component?.['cards'], 'carousel.cards', cards.length, cards.length)
  for (const [index, card] of cards.entries()) {
    const path = `carousel.cards[${index}]`
    const fields = requireFields(given[index], path)
    const parts = requireList(fields['components'], `${path}.components`, 0, 10).map((part, place) =>
      requireFields(part, `${path}.components[${place}]`),
    )
    checkParts(state, now, template, shapeOf(card.components), parts)
  }
}
