import { Type } from 'typebox'
import { defineKind, oneOfTypes } from './kind.ts'
import { checkSectionTitles, checkUnique, Footer, SECTIONS, SectionTitle, Text, TextHeader } from './parts.ts'

/** In all sections together (Cloud API, limits). */
const MAX_ROWS = 10

const Row = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  title: Type.String({ minLength: 1, maxLength: 24 }),
  description: Type.Optional(Type.String({ maxLength: 72 })),
})

/** `list`: up to ten rows behind one button. */
export const list = defineKind(
  Type.Object({
    type: Type.Literal('list'),
    header: Type.Optional(oneOfTypes([TextHeader], 'A text.')),
    body: Text(4_096),
    footer: Footer,
    action: Type.Object({
      button: Type.String({ minLength: 1, maxLength: 20 }),
      sections: Type.Array(
        Type.Object({
          title: SectionTitle,
          rows: Type.Array(Row, { minItems: 1, description: 'Ten in all sections together, at most.' }),
        }),
        { minItems: 1, maxItems: 10 },
      ),
    }),
  }),
  ({ action: { sections } }, note) => {
    checkSectionTitles(sections, note)
    const rows = sections.flatMap((section, s) =>
      section.rows.map(({ id }, r) => ({ id, path: `${SECTIONS}.${s}.rows.${r}` })),
    )
    if (rows.length > MAX_ROWS)
      note(SECTIONS, `must not have more than ${MAX_ROWS} rows together; they have ${rows.length}.`)
    checkUnique(
      rows.map(({ id }) => id),
      (n) => `${rows[n]!.path}.id`,
      note,
    )
  },
)
