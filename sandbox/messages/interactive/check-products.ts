import { invalid, missing, requireFields, requireList, requireText } from '../fields.ts'
import { checkSectionTitle } from './check-list.ts'
import {
  checkBody,
  checkFooter,
  checkHeader,
  type InteractiveCheck,
  refuseHeader,
  requireAction,
  requireNamedAction,
} from './parts.ts'

const maxItems = 30

/** `product`: one item of a catalogue, without a header, with or without a body. */
export const checkProduct = (check: InteractiveCheck): undefined => {
  refuseHeader(check)
  if (check.interactive['body']) checkBody(check, 1024)
  checkFooter(check)
  const action = requireAction(check)
  requireText(action['catalog_id'], 'interactive.action.catalog_id', 100)
  requireText(action['product_retailer_id'], 'interactive.action.product_retailer_id', 200)
}

/** `product_list`: up to ten sections with thirty items in all, with a text header. */
export const checkProductList = (check: InteractiveCheck): undefined => {
  if (!check.interactive['header']) throw missing('interactive.header')
  checkHeader(check, ['text'])
  checkBody(check, 1024)
  checkFooter(check)
  const action = requireAction(check)
  requireText(action['catalog_id'], 'interactive.action.catalog_id', 100)
  const path = 'interactive.action.sections'
  const sections = requireList(action['sections'], path, 1, 10)
  let count = 0
  for (const [index, value] of sections.entries()) {
    const section = requireFields(value, `${path}[${index}]`)
    checkSectionTitle(section['title'], `${path}[${index}].title`, sections.length)
    const items = requireList(section['product_items'], `${path}[${index}].product_items`, 1, maxItems)
    for (const [place, item] of items.entries()) {
      const itemPath = `${path}[${index}].product_items[${place}]`
      requireText(
        requireFields(item, itemPath)['product_retailer_id'],
        `${itemPath}.product_retailer_id`,
        200,
      )
    }
    count += items.length
  }
  if (count > maxItems) throw invalid(path, `must have at most ${maxItems} items in all; there are ${count}.`)
}

export const checkCatalog = (check: InteractiveCheck): undefined => {
  checkBody(check, 1024)
  checkFooter(check)
  requireNamedAction(check, 'catalog_message')
}
