import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** The wire to a database, which a test can cut. */
export type DatabaseLine = {
  /** Leads through the line. */
  connectionString: string
  /** Breaks what is connected, and refuses what wants to connect. */
  cut(): Promise<void>
  restore(): Promise<void>
  /** Breaks what is connected, lets new connections in and answers them nothing, as a machine that hangs. */
  mute(): void
  close(): Promise<void>
}

export const createDatabaseLine = async (connectionString: string): Promise<DatabaseLine> => {
  const target = new URL(connectionString)
  const sockets = new Set<Socket>()
  let isMute = false
  const server = createServer((near) => {
    sockets.add(near)
    near.on('close', () => sockets.delete(near))
    near.on('error', () => near.destroy())
    if (isMute) return
    const far = connect(Number(target.port), target.hostname)
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far)
    far.pipe(near)
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const port = await listen(0)
  const cut = async (): Promise<void> => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const through = new URL(connectionString)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  return {
    connectionString: through.href,
    cut,
    restore: async () => {
      // Those that were let in while it was mute would stay so.
      if (isMute) for (const socket of sockets) socket.destroy()
      isMute = false
      if (!server.listening) await listen(port)
    },
    mute: () => {
      isMute = true
      for (const socket of sockets) socket.destroy()
    },
    close: cut,
  }
}
