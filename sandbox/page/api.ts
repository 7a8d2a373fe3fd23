import type { ChatList, ChatPage, Content, Receipts, ShownDelivery, ShownNumber } from '../phone/shapes.ts'

const base = '/_sandbox'

/** A call to the sandbox. Throws with the words of its answer when it is refused. */
const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(base + path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error?.message ?? response.statusText)
  return answer
}

const chatPath = (numberId: string, key: string): string =>
  `/phone/numbers/${numberId}/chats/${encodeURIComponent(key)}`

export const fetchNumbers = (): Promise<ShownNumber[]> => call('GET', '/phone/numbers')

export const fetchChats = (numberId: string, query: string, limit: number): Promise<ChatList> =>
  call('GET', `/phone/numbers/${numberId}/chats?limit=${limit}&q=${encodeURIComponent(query)}`)

export const fetchChat = (numberId: string, key: string, limit: number): Promise<ChatPage> =>
  call('GET', `${chatPath(numberId, key)}?limit=${limit}`)

export const tellOpened = (numberId: string, key: string): Promise<unknown> =>
  call('POST', `${chatPath(numberId, key)}/open`)

export const addPerson = (name: string, phone: string | undefined): Promise<{ key: string }> =>
  call('POST', '/phone/people', { name, ...(phone && { phone }) })

export const setReceipts = (key: string, receipts: Receipts): Promise<unknown> =>
  call('PUT', `/phone/people/${encodeURIComponent(key)}`, { receipts })

/** A customer writes: what programs do with the same call. */
export const sendInbound = (numberId: string, from: string, message: Content): Promise<{ id: string }> =>
  call('POST', '/inbound', { phone_number_id: numberId, from, message })

/** Puts a file where a message can name it. */
export const uploadFile = async (file: Blob, name: string): Promise<{ id: string; mime_type: string }> => {
  const response = await fetch(`${base}/phone/media?filename=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': file.type || 'application/octet-stream' },
    body: file,
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error?.message ?? response.statusText)
  return answer
}

type Receiver = { url: string; secrets: string[]; deliveries: ShownDelivery[] }

export const fetchReceiver = (): Promise<Receiver> => call('GET', '/receiver')

export const addSecret = (secret: string): Promise<{ secrets: string[] }> =>
  call('POST', '/receiver', { secret })

export const clearDeliveries = (): Promise<unknown> => call('DELETE', '/receiver')
