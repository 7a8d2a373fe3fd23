/** How long a test waits at most for what happens by itself, in ms: long enough for a machine that has much else to do. */
export const WAIT = { timeout: 20_000, interval: 30 }
