import type { Operation } from '../document.ts'
import type { SampleRequest } from './request.ts'

/** What a sample names that only its reader has: ids in the path or the body, and a file. The integration is the sandbox's. */
export const listPlaceholders = ({ parameters, path }: Operation, requests: SampleRequest[]): string[] => {
  const ofPath = parameters
    .filter((one) => one.in === 'path' && one.name !== 'integration_id' && path.includes(`{${one.name}}`))
    .map(({ name }) => name)
  const files = requests.flatMap(({ body }) => (body?.kind === 'form' ? body.files : []))
  const isMessageNamed = requests.some(({ body }) =>
    /"(message_id|reply_to)":/.test(JSON.stringify(body) ?? ''),
  )
  return [
    ...new Set([...ofPath, ...(isMessageNamed ? ['message_id'] : []), ...files.map((file) => file.path)]),
  ]
}
