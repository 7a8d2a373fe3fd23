import { INTEGRATION_ID, type Installation } from './installation.ts'
import { postRequest, runLoad } from './load.ts'
import { startHelper, startMasa } from './program.ts'

const CONNECTIONS = 64
const DURATION_MS = 6_000

/** Texts accepted a second, stored for good, against an empty route with the same body and schema. */
export const benchAccept = async (installation: Installation) => {
  // One message a second leaves: what is measured is accepting, not sending beside it.
  await installation.setRate(1)
  const path = `/v1/integrations/${INTEGRATION_ID}/conversations/messages`
  const headers = { authorization: `Bearer ${installation.token}` }
  const request = (n: number) =>
    postRequest(path, headers, JSON.stringify({ to: `+9055${String(10_000_000 + n)}`, text: `Hello ${n}!` }))
  const measure = async (port: number): Promise<number> => {
    await runLoad({ port, connections: CONNECTIONS, request, durationMs: 2_000 })
    const { answered, seconds, wrong } = await runLoad({
      port,
      connections: CONNECTIONS,
      request,
      durationMs: DURATION_MS,
    })
    if (wrong.size > 0) throw new Error(`Wrong answers: ${JSON.stringify([...wrong])}`)
    return answered / seconds
  }

  const empty = await startHelper('./empty-route.ts')
  const emptyPerSecond = await measure(empty.port)
  await empty.stop()
  const masa = await startMasa(installation.environment)
  const masaPerSecond = await measure(masa.port)
  await masa.stop()
  await installation.pool.query('truncate messages, message_queue, events')
  return { emptyPerSecond, masaPerSecond, ratio: masaPerSecond / emptyPerSecond }
}
