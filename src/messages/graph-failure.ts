import type { ErrorRow } from '../whatsapp/error-codes.ts'
import { describeGraphError, type GraphError } from '../whatsapp/graph-error.ts'
import type { MessageError } from './own-errors.ts'

/** Meta's error with the words of our table, as the API, the webhooks and the inbox tell it. */
export const toMessageError = (error: GraphError, row: ErrorRow): MessageError => ({
  code: error.code ?? 0,
  title: row.title,
  details: error.details ?? describeGraphError(error),
  what_to_do: row.whatToDo,
})
