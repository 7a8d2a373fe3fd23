/** What becomes of a delivery (src/webhooks/deliveries.ts). */
export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed', 'given_up'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]
