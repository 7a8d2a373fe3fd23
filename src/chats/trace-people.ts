import { createGroups } from './groups.ts'

/**
 * What one message says of who is who: at this moment all `addresses` (digits of a number, a business-scoped
 * user id) were one person's.
 */
export type Trace = {
  /** Milliseconds. */
  at: number
  addresses: readonly string[]
  /** From this moment on the person has `taken`, and no longer `left`, where one is named. */
  moves: readonly Move[]
  /** A number as a program wrote it, and as WhatsApp knows it: one number at all times. */
  alias?: readonly [string, string]
}

export type Move = { left?: string; taken: string }

/** From when to when an address was somebody's: `since` belongs to it, `until` does not. */
export type Span = { address: string; since: number; until: number }

/** `traces` are places in the list that was given. */
export type Person = { spans: Span[]; traces: number[] }

/**
 * Tells people apart by all that is known of some addresses, whatever the order in which it became known.
 *
 * Each change cuts the life of two addresses in two: who writes from the old one later is somebody else, and so
 * was who had the new one before. The pieces that messages join, directly or by others, are one person's.
 */
export const tracePeople = (traces: readonly Trace[]): Person[] => {
  const nameOf = joinAliases(traces)
  const pieceOf = cut(traces, nameOf)
  const groups = createGroups()
  const spellings = new Map<string, Set<string>>()
  const pieces = new Map<string, Piece>()
  const look = (address: string, at: number): string => {
    const piece = pieceOf(address, at)
    pieces.set(piece.key, piece)
    spellings.set(piece.name, (spellings.get(piece.name) ?? new Set()).add(address))
    return piece.key
  }
  const keys = traces.map(({ at, addresses, moves, alias }) => {
    const [first, ...others] = [...addresses, ...moves.map(({ taken }) => taken), ...(alias ?? [])].map(
      (address) => look(address, at),
    )
    for (const other of others) groups.join(first!, other)
    return first!
  })
  const tracesOf = Map.groupBy(keys.keys(), (n) => groups.rootOf(keys[n]!))
  const piecesOf = Map.groupBy(pieces.values(), ({ key }) => groups.rootOf(key))
  return [...tracesOf].map(([root, seen]) => ({
    traces: seen,
    spans: piecesOf
      .get(root)!
      .flatMap(({ name, since, until }) =>
        [...spellings.get(name)!].map((address) => ({ address, since, until })),
      ),
  }))
}

/** Part of an address's life between two cuts; `name` stands for all spellings of the address. */
type Piece = { key: string; name: string; since: number; until: number }

const joinAliases = (traces: readonly Trace[]): ((address: string) => string) => {
  const groups = createGroups()
  for (const { alias } of traces) if (alias) groups.join(...alias)
  return groups.rootOf
}

/**
 * The message that tells of a change comes from the old address, and so ends what it had; a second is as exact as
 * Meta's times get. Each number of the business tells of the same change by itself, perhaps a moment later: what
 * is told again, with nothing in between, is one change from the first word to the last.
 */
const cut = (
  traces: readonly Trace[],
  nameOf: (address: string) => string,
): ((address: string, at: number) => Piece) => {
  const changes: { origin: string; left?: string; taken: string; first: number; last: number }[] = []
  /** The last change into an address, while whoever came by it is still there. */
  const arrivals = new Map<string, (typeof changes)[number]>()
  for (const { at, left, taken, origin } of listMoves(traces, nameOf)) {
    const known = arrivals.get(taken)
    if (known?.origin === origin) known.last = at
    else {
      const change = { origin, left, taken, first: at, last: at }
      changes.push(change)
      arrivals.set(taken, change)
      if (left !== undefined) arrivals.delete(left)
    }
  }
  const cuts = new Map<string, number[]>()
  const add = (name: string, at: number) => cuts.set(name, [...(cuts.get(name) ?? []), at])
  for (const { left, taken, first, last } of changes) {
    add(taken, first)
    if (left !== undefined) add(left, last + 1)
  }
  for (const [name, times] of cuts)
    cuts.set(
      name,
      [...new Set(times)].sort((a, b) => a - b),
    )
  return (address, at) => {
    const name = nameOf(address)
    const times = cuts.get(name) ?? []
    const next = times.findIndex((time) => time > at)
    const place = next < 0 ? times.length : next
    return {
      key: `${name} ${place}`,
      name,
      since: times[place - 1] ?? -Infinity,
      until: times[place] ?? Infinity,
    }
  }
}

const listMoves = (traces: readonly Trace[], nameOf: (address: string) => string) =>
  traces
    .flatMap(({ at, addresses, moves }) =>
      moves.map(({ left, taken }) => ({
        at,
        left: left === undefined ? undefined : nameOf(left),
        taken: nameOf(taken),
        origin: nameOf(left ?? addresses[0]!),
      })),
    )
    .filter(({ origin, taken }) => origin !== taken)
    .sort((a, b) => a.at - b.at || compare(a.origin, b.origin) || compare(a.taken, b.taken))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
