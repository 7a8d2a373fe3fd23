import { PublicError, tooManyRequests } from '../error.ts'
import { classify } from '../whatsapp/error-codes.ts'
import { describeGraphError, type GraphError } from '../whatsapp/graph-error.ts'
import type { GraphRequestError } from '../whatsapp/graph-request-error.ts'

/** What to change, for refusals of templates that Meta's own words leave unexplained (subcodes of code 100). */
const ADVICE: Readonly<Record<number, string>> = {
  2388019: 'The account has as many templates as Meta allows it. Delete some that you do not use.',
  2388023:
    'A template of this name was deleted not long ago: Meta keeps its name for 30 days. Take another name.',
  2388024:
    'WhatsApp already has this language of the template; it has been fetched. Look at it, and change it.',
  2388040: 'A text is too long.',
  2388047: 'The header has a form that Meta does not take.',
  2388072: 'The body has a form that Meta does not take.',
  2388073: 'The footer has a form that Meta does not take.',
  2388293: 'There are too many placeholders for so short a text. Write more words, or use fewer.',
  2388299: 'A placeholder must not stand at the beginning or the end of the text.',
}

/** Meta's refusal of a template in a sentence or two: what it said in its details, and what to change. */
export const explainRefusal = (error: GraphError): string => {
  const said = [error.details, error.userMessage].find((words) => words !== undefined && words !== '')
  const words = (said ?? describeGraphError(error)).replace(/[.\s]*$/, '.')
  const advice = error.subcode === undefined ? undefined : ADVICE[error.subcode]
  return advice === undefined ? `Meta said: ${words}` : `${advice} Meta said: ${words}`
}

/** True for a refusal that is about the template; others are about the number, its token, or the moment. */
export const isAboutTemplate = ({ failure }: GraphRequestError): boolean =>
  failure.kind === 'rejected' && classify(failure.error, failure.httpStatus).class === 'permanent'

/** What keeps Meta from being asked at all, as the public API answers it. */
export const toPublicError = (error: GraphRequestError): PublicError => {
  const { failure } = error
  if (failure.kind !== 'rejected') {
    const message =
      failure.kind === 'not_sent'
        ? 'WhatsApp could not be reached; nothing was changed there. Try again in a moment.'
        : "WhatsApp's answer was lost. The templates are fetched anew; look at this one before you try again."
    return new PublicError(503, 'service_unavailable', message, {
      headers: { 'retry-after': '10' },
      cause: error,
    })
  }
  const row = classify(failure.error, failure.httpStatus)
  if (row.class === 'retry' || row.class === 'retry_once' || row.class === 'defer' || row.class === 'pair')
    return tooManyRequests(
      row.waitMs ?? 60_000,
      `WhatsApp does not take this now: ${explainRefusal(failure.error)}`,
    )
  return new PublicError(
    409,
    'conflict',
    `WhatsApp refused this. ${explainRefusal(failure.error)} ${row.whatToDo}`,
    { cause: error },
  )
}
