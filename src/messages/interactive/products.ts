import { Type } from 'typebox'
import { defineKind, oneOfTypes } from './kind.ts'
import { checkSectionTitles, Footer, refuseParts, SECTIONS, SectionTitle, Text, TextHeader } from './parts.ts'

/** In all sections together (Cloud API, limits). */
const MAX_ITEMS = 30

const CatalogId = Type.String({ minLength: 1, maxLength: 100 })
const ProductId = Type.String({ minLength: 1, maxLength: 200 })

/** `product`: one product of a catalogue. */
export const product = defineKind(
  Type.Object({
    type: Type.Literal('product'),
    body: Type.Optional(Text()),
    footer: Footer,
    action: Type.Object({ catalog_id: CatalogId, product_retailer_id: ProductId }),
  }),
  (interactive, note) => refuseParts(interactive, ['header'], note),
)

/** `product_list`: up to thirty products of a catalogue. */
export const productList = defineKind(
  Type.Object({
    type: Type.Literal('product_list'),
    header: oneOfTypes([TextHeader], 'A text.'),
    body: Text(),
    footer: Footer,
    action: Type.Object({
      catalog_id: CatalogId,
      sections: Type.Array(
        Type.Object({
          title: SectionTitle,
          product_items: Type.Array(Type.Object({ product_retailer_id: ProductId }), {
            minItems: 1,
            description: 'Thirty in all sections together, at most.',
          }),
        }),
        { minItems: 1, maxItems: 10 },
      ),
    }),
  }),
  ({ action: { sections } }, note) => {
    checkSectionTitles(sections, note)
    const count = sections.flatMap(({ product_items }) => product_items).length
    if (count > MAX_ITEMS)
      note(SECTIONS, `must not have more than ${MAX_ITEMS} products together; they have ${count}.`)
  },
)

/** `catalog_message`: the whole catalogue. */
export const catalogMessage = defineKind(
  Type.Object({
    type: Type.Literal('catalog_message'),
    body: Text(),
    footer: Footer,
    action: Type.Object({
      name: Type.Literal('catalog_message'),
      parameters: Type.Optional(Type.Object({ thumbnail_product_retailer_id: Type.Optional(ProductId) })),
    }),
  }),
  (interactive, note) => refuseParts(interactive, ['header'], note),
)
