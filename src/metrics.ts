import { sql } from 'kysely'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from './database/database.ts'

/** What Prometheus can ask for. */
export type Metrics = {
  registry: Registry
  observeRequest(method: string, route: string, status: number, seconds: number): void
  outcomes: Counter<'outcome'>
  refusedEvents: Counter
  webhookAttempts: Counter<'outcome'>
}

export const createMetrics = (database: Database): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'masa_queue_messages',
    help: 'Messages that are not settled, by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*)::integer as count from message_queue group by state`.execute(database)
      this.reset()
      for (const { state, count } of rows) this.set({ state }, count)
    },
  })
  new Gauge({
    name: 'masa_inbound_events',
    help: 'Events of WhatsApp that wait to be applied.',
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from inbound_events where state = 'received'`.execute(database)
      this.set(rows[0]?.count ?? 0)
    },
  })
  new Gauge({
    name: 'masa_webhook_deliveries',
    help: 'Deliveries of webhooks that wait for an attempt, the next or the first.',
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from webhook_deliveries
        where next_attempt_at is not null and claimed_by is null`.execute(database)
      this.set(rows[0]?.count ?? 0)
    },
  })
  new Gauge({
    name: 'masa_unprocessed_events',
    help: 'Events of WhatsApp of which a part, or all, could not be applied.',
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from inbound_events where state = 'unprocessed'`.execute(database)
      this.set(rows[0]?.count ?? 0)
    },
  })
  return {
    registry,
    observeRequest: createRequestHistogram(registry),
    outcomes: new Counter({
      name: 'masa_sends_total',
      help: 'Attempts to send a message, by what came of them.',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    refusedEvents: new Counter({
      name: 'masa_refused_events_total',
      help: 'Events with a wrong or missing signature of WhatsApp.',
      registers: [registry],
    }),
    webhookAttempts: new Counter({
      name: 'masa_webhook_attempts_total',
      help: 'Attempts to deliver a webhook, by what became of the delivery.',
      labelNames: ['outcome'],
      registers: [registry],
    }),
  }
}

/** The labels' series are looked up once: hashing them anew for each request would cost more than counting. */
const createRequestHistogram = (registry: Registry): Metrics['observeRequest'] => {
  const histogram = new Histogram({
    name: 'masa_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const series = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>()
  return (method, route, status, seconds) => {
    const name = `${method} ${route} ${status}`
    let one = series.get(name)
    if (!one) {
      one = histogram.labels(method, route, String(status))
      series.set(name, one)
    }
    one.observe(seconds)
  }
}
