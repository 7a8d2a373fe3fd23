import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

export type ReceivedMail = { from: string; to: string[]; text: string }

/** A mail server that takes every mail and keeps it, by the least of RFC 5321. */
export type MailServer = {
  url: string
  mails: ReceivedMail[]
  close(): Promise<void>
}

export const startMailServer = async (): Promise<MailServer> => {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    serve(socket, mails)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

const serve = (socket: Socket, mails: ReceivedMail[]): void => {
  const say = (line: string): boolean => socket.write(`${line}\r\n`)
  let mail: ReceivedMail = { from: '', to: [], text: '' }
  let isInText = false
  let rest = ''
  const take = (line: string): unknown => {
    if (isInText && line !== '.') {
      mail.text += `${line.replace(/^\./, '')}\n`
      return undefined
    }
    if (isInText) {
      isInText = false
      mails.push(mail)
      mail = { from: '', to: [], text: '' }
      return say('250 taken')
    }
    if (/^MAIL FROM:/i.test(line)) mail.from = line.slice(10)
    if (/^RCPT TO:/i.test(line)) mail.to.push(line.slice(8))
    if (/^DATA/i.test(line)) {
      isInText = true
      return say('354 go on')
    }
    if (/^QUIT/i.test(line)) return socket.end('221 bye\r\n')
    return say('250 well')
  }
  socket.setEncoding('utf8')
  socket.on('data', (part: string) => {
    rest += part
    const lines = rest.split('\r\n')
    rest = lines.pop()!
    for (const line of lines) take(line)
  })
  say('220 test')
}
