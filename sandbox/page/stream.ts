import type { ShownChat, ShownDelivery } from '../phone/shapes.ts'
import { loadAll, loadChat, loadChats, orToast, takeChats } from './chats.ts'
import { change, state } from './store.ts'

const keptDeliveries = 200

const takeDeliveries = (deliveries: ShownDelivery[]): void => {
  const known = new Set(state.deliveries.map(({ n }) => n))
  const fresh = deliveries.filter(({ n }) => !known.has(n)).toReversed()
  change({ deliveries: [...fresh, ...state.deliveries].slice(0, keptDeliveries) })
}

/**
 * What changes in the sandbox, as it does. The browser connects again by itself when the sandbox was away; it
 * then says hello, and everything is looked at anew.
 */
export const followSandbox = (): void => {
  const source = new EventSource('/_sandbox/phone/events')
  const on = <T>(name: string, take: (data: T) => void): void =>
    source.addEventListener(name, ({ data }) => take(JSON.parse(data)))
  on('hello', () => {
    change({ isConnected: true })
    void orToast(loadAll())
  })
  on('all', () => void orToast(Promise.all([loadChats(), loadChat()])))
  on<ShownChat[]>('chats', takeChats)
  on<ShownDelivery[]>('deliveries', takeDeliveries)
  source.addEventListener('error', () => change({ isConnected: false }))
}
