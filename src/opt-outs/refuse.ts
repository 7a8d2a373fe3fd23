import type { Database } from '../database/database.ts'
import { PublicError } from '../error.ts'
import { formatAddress } from '../messages/phone.ts'
import type { TemplateDefinition } from '../templates/definition.ts'
import { listOptedOut } from './list-opted-out.ts'

/** Why a number is refused, beside it. */
export const OPTED_OUT = 'The person wants no marketing messages (opted_out).'

/**
 * Those of some addresses to which a template may not go. Utility and authentication templates go to everybody. Throws
 * 422 `opted_out` when it may go to none of them.
 */
export const refuseOptedOut = async (
  database: Database,
  integrationId: number,
  { category }: Pick<TemplateDefinition, 'category'>,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (category !== 'MARKETING') return NOBODY
  const optedOut = await listOptedOut(database, integrationId, addresses)
  if (optedOut.size > 0 && addresses.every((address) => optedOut.has(address)))
    throw new PublicError(
      422,
      'opted_out',
      `${describe([...optedOut].map(formatAddress))} no marketing messages from this business, and this is a marketing template.`,
    )
  return optedOut
}

const NOBODY: ReadonlySet<string> = new Set()

const describe = ([first, ...others]: string[]): string =>
  others.length === 0 ? `${first} wants` : `${first} and ${others.length} more want`
