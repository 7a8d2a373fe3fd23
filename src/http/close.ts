import type { HttpApp } from './app-type.ts'

/** How long requests under way may take when the program stops; those of all its parts have thirty seconds. */
const PATIENCE_MS = 8_000

/**
 * Closes the intake: no new connections, requests under way are answered. Connections that were busy at that
 * moment stay open when they have had their answer, as long as the client likes; they are closed, too, and so
 * are those that are still busy in the end.
 */
export const closeServer = async (http: HttpApp): Promise<void> => {
  const sweep = setInterval(() => http.server.closeIdleConnections(), 50)
  const overdue = setTimeout(() => http.server.closeAllConnections(), PATIENCE_MS)
  try {
    await http.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(overdue)
  }
}
