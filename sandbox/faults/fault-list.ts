import { type Fault, type FaultMode, type FaultSubject, gateModes } from './fault.ts'

export type FaultList = {
  add(fault: Fault): void
  clear(): void
  list(): Fault[]
  /** The first fault that changes this request's answer; one of its times is used up. */
  claimGate(subject: FaultSubject): Fault | undefined
  /** The first fault of `mode` that concerns an accepted message; one of its times is used up. */
  claim(mode: FaultMode, subject: FaultSubject): Fault | undefined
}

/**
 * A fault without `path` meets sends only, so that a read mark or a look at the number, which a program makes
 * on its own, does not use it up. With `path` it meets every call of the Graph API whose path contains it.
 */
const isMatch = ({ match }: Fault, subject: FaultSubject): boolean => {
  if (match.path === undefined ? !subject.isSend : !subject.path.includes(match.path)) return false
  if (match.to !== undefined && match.to !== subject.to) return false
  return match.phone_number_id === undefined || match.phone_number_id === subject.phoneNumberId
}

/** The faults, first come, first used. They live in memory: a start is a clean one. */
export const createFaultList = (): FaultList => {
  let faults: Fault[] = []

  const claimWhere = (isWanted: (fault: Fault) => boolean): Fault | undefined => {
    const fault = faults.find(isWanted)
    if (!fault) return undefined
    fault.times--
    if (fault.times === 0) faults = faults.filter((other) => other !== fault)
    return fault
  }

  return {
    add(fault) {
      faults.push(fault)
    },
    clear() {
      faults = []
    },
    list: () => faults,
    claimGate: (subject) =>
      faults.length === 0
        ? undefined
        : claimWhere((fault) => gateModes.has(fault.mode) && isMatch(fault, subject)),
    claim: (mode, subject) =>
      faults.length === 0 ? undefined : claimWhere((fault) => fault.mode === mode && isMatch(fault, subject)),
  }
}
