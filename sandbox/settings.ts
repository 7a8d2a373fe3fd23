/** What `PUT /_sandbox/settings` changes. Times in milliseconds after the message was accepted. */
export type Settings = {
  statuses: { sent_ms: number; delivered_ms: number; read_ms: number; auto_read: boolean }
  /** Free-form messages outside the 24-hour window fail with 131047. */
  enforce_window: boolean
  /** A number's throughput (130429) and the pair rate (131056) are checked. */
  enforce_rates: boolean
  /** How long a submitted template is in review. */
  review_ms: number
}

export const defaultSettings: Settings = {
  statuses: { sent_ms: 20, delivered_ms: 60, read_ms: 120, auto_read: true },
  enforce_window: true,
  enforce_rates: true,
  review_ms: 2000,
}
