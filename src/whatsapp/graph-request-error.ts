import type { Rejected } from './graph-answer.ts'
import { describeGraphError } from './graph-error.ts'
import type { NotSent, Unknown } from './transport-failure.ts'

export type GraphFailure = Rejected | NotSent | Unknown

const describeFailure = (failure: GraphFailure): string => {
  if (failure.kind === 'rejected') return `Meta refused: ${describeGraphError(failure.error)}`
  if (failure.kind === 'not_sent') return `Meta was not reached (${failure.reason}): ${failure.detail}`
  return `Meta's answer was lost (${failure.reason}): ${failure.detail}`
}

/** A management or media call that failed; `failure` says what is known, in the same terms as a send's outcome. */
export class GraphRequestError extends Error {
  override readonly name = 'GraphRequestError'
  readonly failure: GraphFailure

  constructor(failure: GraphFailure) {
    super(describeFailure(failure))
    this.failure = failure
  }
}
