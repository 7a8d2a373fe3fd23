import type { Operation } from '../document.ts'
import type { SampleRequest } from './request.ts'

/** Fields of a number of one's own, which the sandbox cannot give. */
const OF_A_NUMBER = ['phone_number_id', 'waba_id', 'app_id', 'access_token', 'app_secret']

/** What a sample names that only its reader has: ids in the path or the body, secrets, and a file. The integration is the sandbox's. */
export const listPlaceholders = ({ parameters, path }: Operation, requests: SampleRequest[]): string[] => {
  const ofPath = parameters
    .filter((one) => one.in === 'path' && one.name !== 'integration_id' && path.includes(`{${one.name}}`))
    .map(({ name }) => name)
  const files = requests.flatMap(({ body }) => (body?.kind === 'form' ? body.files : []))
  const bodies = requests.map(({ body }) => JSON.stringify(body) ?? '')
  const isNamed = (name: string): boolean => bodies.some((body) => body.includes(`"${name}":`))
  const ofBody = [
    ...(isNamed('message_id') || isNamed('reply_to') ? ['message_id'] : []),
    ...OF_A_NUMBER.filter(isNamed),
  ]
  return [...new Set([...ofPath, ...ofBody, ...files.map((file) => file.path)])]
}
