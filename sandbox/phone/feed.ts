import type { ShownDelivery } from './shapes.ts'

/** A conversation between somebody and one of the business's numbers. */
export type ChatRef = { party: string; numberId: string }

/** What has changed since a watcher was last told. */
export type Changes = {
  chats: ChatRef[]
  /** Too many to name: whoever shows something looks at all of it again. */
  isAll: boolean
  deliveries: ShownDelivery[]
}

/** Tells open pages what has changed. While none is open it keeps nothing and costs a look at a set. */
export type Feed = {
  touch(party: string, numberId: string): void
  touchAll(): void
  /** The shop's receiver got something. */
  deliver(delivery: ShownDelivery): void
  /** Calls back with the changes of the last moment, until the function that it returns is called. */
  watch(onChanges: (changes: Changes) => void): () => void
}

/** Changes are told together: ten times a second, once a second while there are very many. */
const pauseMs = 100
const busyPauseMs = 1000
const namedChats = 50
const keptDeliveries = 50

export const createFeed = (): Feed => {
  const watchers = new Set<(changes: Changes) => void>()
  const chats = new Map<string, ChatRef>()
  let deliveries: ShownDelivery[] = []
  let isAll = false
  let timer: NodeJS.Timeout | undefined
  let nextPauseMs = pauseMs

  const flush = (): void => {
    timer = undefined
    const changes = { chats: isAll ? [] : [...chats.values()], isAll, deliveries }
    nextPauseMs = isAll ? busyPauseMs : pauseMs
    chats.clear()
    deliveries = []
    isAll = false
    for (const tell of watchers) tell(changes)
  }

  const plan = (): void => {
    timer ??= setTimeout(flush, nextPauseMs)
  }

  return {
    touch(party, numberId) {
      if (watchers.size === 0 || isAll) return
      chats.set(`${numberId} ${party}`, { party, numberId })
      isAll = chats.size > namedChats
      plan()
    },
    touchAll() {
      if (watchers.size === 0) return
      isAll = true
      plan()
    },
    deliver(delivery) {
      if (watchers.size === 0) return
      if (deliveries.push(delivery) > keptDeliveries) deliveries.shift()
      plan()
    },
    watch(onChanges) {
      watchers.add(onChanges)
      return () => {
        watchers.delete(onChanges)
        if (watchers.size > 0) return
        clearTimeout(timer)
        timer = undefined
        chats.clear()
        deliveries = []
        isAll = false
      }
    },
  }
}
