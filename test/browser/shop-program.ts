import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

// biome-ignore lint/suspicious/noExplicitAny: bodies of every kind, read as a customer's program reads them
type Body = any

/** A program of a shop, such as a customer writes one against the API: it verifies what it gets, and answers. */
export type ShopProgram = {
  /** What came with a right signature, oldest first: the object under `messages` or `statuses`. */
  messages: Body[]
  statuses: Body[]
  /** What was refused, and what went wrong while it answered. */
  complaints: string[]
  close(): Promise<void>
}

type Options = {
  apiUrl: string
  key: string
  /** Makes the endpoint for the program's URL; gives its secret as the API showed it once. */
  subscribe: (url: string) => Promise<string>
}

export const startShopProgram = async ({ apiUrl, key, subscribe }: Options): Promise<ShopProgram> => {
  const conversations = `${apiUrl}/integrations/11/conversations`
  const headers = { authorization: `Bearer ${key}` }
  let webhook: Webhook | undefined

  const post = async (path: string, body: object | FormData): Promise<void> => {
    const isForm = body instanceof FormData
    const answer = await fetch(`${conversations}${path}`, {
      method: 'POST',
      headers: isForm ? headers : { ...headers, 'content-type': 'application/json' },
      body: isForm ? body : JSON.stringify(body),
    })
    if (answer.status !== 200) program.complaints.push(`${path}: ${answer.status} ${await answer.text()}`)
  }

  /** Reads the message, and answers it with what its kind asks for. */
  const answer = async (message: Body): Promise<void> => {
    const to = message.from
    await post(`/messages/${message.id}/read`, { typing: true })
    if (message.type === 'text') await post('/messages/interactive', { to, interactive: BUTTONS })
    else if (message.interactive?.button_reply) await post('/messages/interactive', { to, interactive: LIST })
    else if (message.interactive?.list_reply)
      await post('/messages', {
        to,
        text: `So ${message.interactive.list_reply.title} it is.`,
        reply_to: message.id,
      })
    else if (message.type === 'location')
      await post('/messages/locations', { to, location: { ...message.location, name: 'Our nearest shop' } })
    else if (message.type === 'image') await post('/messages/media', await sendBack(message))
  }

  /** The very file that came, with another caption. */
  const sendBack = async ({ from, image }: Body): Promise<FormData> => {
    const file = await fetch(`${conversations}/messages/media/${image.id}`, { headers })
    const form = new FormData()
    form.set('to', from)
    form.set('caption', 'This one?')
    form.set('attachment', new Blob([await file.arrayBuffer()]), 'yours.png')
    return form
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      let body: Body
      try {
        body = webhook!.verify(Buffer.concat(chunks).toString(), request.headers as Record<string, string>)
      } catch (error) {
        program.complaints.push(String(error))
        response.writeHead(401).end()
        return
      }
      response.writeHead(204).end()
      if (body.statuses) program.statuses.push(body.statuses)
      if (!body.messages) return
      program.messages.push(body.messages)
      answer(body.messages).catch((error) => program.complaints.push(String(error)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const program: ShopProgram = {
    messages: [],
    statuses: [],
    complaints: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  const { port } = server.address() as AddressInfo
  webhook = new Webhook(await subscribe(`http://127.0.0.1:${port}/`))
  return program
}

const BUTTONS = {
  type: 'button',
  body: { text: 'What may it be?' },
  action: {
    buttons: [
      { type: 'reply', reply: { id: 'order', title: 'My order' } },
      { type: 'reply', reply: { id: 'other', title: 'Something else' } },
    ],
  },
}

const LIST = {
  type: 'list',
  body: { text: 'How shall we send it?' },
  action: {
    button: 'Ways',
    sections: [
      {
        rows: [
          { id: 'fast', title: 'by courier', description: 'Tomorrow' },
          { id: 'slow', title: 'by post' },
        ],
      },
    ],
  },
}
