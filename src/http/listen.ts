import type { AddressInfo } from 'node:net'
import type { Config } from '../config/config.ts'
import { StartError } from '../error.ts'
import type { HttpApp } from './app-type.ts'

/** Answers where the server listens, such as `http://127.0.0.1:8360`. Throws StartError when it may not. */
export const listen = async (http: HttpApp, { host, port, secrets }: Config): Promise<string> => {
  try {
    await http.listen({ host, port, backlog: 1_024 })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new StartError(
        `Port ${port} is taken. Stop the program that uses it, or set PORT to another one.`,
      )
    if (code === 'EACCES')
      throw new StartError(`Port ${port} may not be used by this user. Set PORT to one from 1024 on.`)
    throw new StartError(`Cannot listen on ${host} port ${port}: ${message}`)
  }
  const { port: actual } = http.server.address() as AddressInfo
  const scheme = secrets.tls ? 'https' : 'http'
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${actual}`
}
