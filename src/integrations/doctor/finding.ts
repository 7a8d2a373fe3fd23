import { GraphRequestError } from '../../whatsapp/graph-request-error.ts'
import { describeFailure } from '../upstream-error.ts'

/** What was looked at, whether it is well, and what to do when it is not. */
export type Finding = {
  check: string
  ok: boolean
  title: string
  whatToDo: string
  /** The time that it is about: when a token ends, when an event came. */
  at?: Date | undefined
}

/** What `whatToDo` says when there is nothing to do. */
export const NOTHING = 'Nothing.'

/** One thing to look at. It may throw: then it could not be made. */
export type Check = { check: string; about: string; look: () => Promise<Verdict> }

export type Verdict = Omit<Finding, 'check'>

/** All is well. `whatToDo` may still hold advice. */
export const well = (title: string, whatToDo = NOTHING, at?: Date): Verdict => ({
  ok: true,
  title,
  whatToDo,
  at,
})

export const amiss = (title: string, whatToDo: string, at?: Date): Verdict => ({
  ok: false,
  title,
  whatToDo,
  at,
})

/** Looks, within a time. Never throws: what could not be looked at is a finding that says why. */
export const lookWithin = async ({ check, about, look }: Check, timeoutMs: number): Promise<Finding> => {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<Verdict>((resolve) => {
    const words = `There was no answer within ${timeoutMs / 1_000} seconds.`
    timer = setTimeout(() => resolve(notLooked(about, words)), timeoutMs)
  })
  try {
    return { check, ...(await Promise.race([look(), deadline])) }
  } catch (error) {
    return { check, ...notLooked(about, explain(error)) }
  } finally {
    clearTimeout(timer)
  }
}

const notLooked = (about: string, why: string): Verdict =>
  amiss(`${about} could not be checked. ${why}`, 'Mend that first, and ask the doctor again.')

const explain = (error: unknown): string =>
  error instanceof GraphRequestError ? describeFailure(error) : `${(error as Error).message}.`
