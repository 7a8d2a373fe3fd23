import { type Static, Type } from 'typebox'
import { IdParam } from '../http/id-param.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import type { QuickResponse } from './queries.ts'
import { VARIABLES } from './variables.ts'

/** What somebody writes to make or change one. */
export const QuickResponseFields = {
  shortcut: Type.String({
    minLength: 1,
    maxLength: 32,
    description:
      'What agents type after a slash: letters, digits, hyphens and underscores. Case does not matter.',
    examples: ['hours'],
  }),
  title: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '\\S',
    'x-form': 'a text that can be seen',
    description: 'What stands in the list of them.',
    examples: ['Opening hours'],
  }),
  body: Type.String({
    minLength: 1,
    maxLength: 4_096,
    pattern: '\\S',
    'x-form': 'a text that can be seen',
    description: `The text, with what is different in each chat as ${VARIABLES.map((name) => `\`{{${name}}}\``).join(', ')}.`,
    examples: ['Hello {{contact.name}}, we are open from 9 to 18.'],
  }),
}

export const QuickResponseItem = Type.Object({
  id: Type.Integer({ examples: [7] }),
  ...QuickResponseFields,
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  updated_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
})

export const QuickResponseParams = Type.Object({ quick_response_id: IdParam })

export const quickResponseItem = (row: QuickResponse): Static<typeof QuickResponseItem> => ({
  id: row.id,
  shortcut: row.shortcut,
  title: row.title,
  body: row.body,
  created_at: formatTimestamp(row.created_at),
  updated_at: formatTimestamp(row.updated_at),
})
