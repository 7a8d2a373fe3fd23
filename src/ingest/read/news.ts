import { readAccountNews } from '../../whatsapp/webhook-account.ts'
import { readTemplateNews } from '../../whatsapp/webhook-templates.ts'
import { addProblem, type Reader } from '../work.ts'

/** The fields about templates, which belong to all numbers of an account. */
export const readTemplates: Reader = (routed, work) => {
  const { eventId, receivedAt, account } = routed
  const news = readTemplateNews(routed.change)
  if (!news) return addProblem(work, routed, 'Nothing that is known of a template')
  work.templates.push({
    ...news,
    eventId,
    receivedAt,
    wabaId: account[0]!.wabaId,
    integrationIds: account.map(({ id }) => id),
  })
}

/** The fields about an account, or about one of its numbers, which is named by its digits. */
export const readAccount: Reader = (routed, work) => {
  const { eventId, receivedAt, account } = routed
  const news = readAccountNews(routed.change)
  const concerned =
    news.phoneNumber === undefined
      ? account
      : account.filter(({ phoneNumber }) => phoneNumber.replace(/\D/g, '') === news.phoneNumber)
  if (concerned.length === 0)
    return addProblem(work, routed, `No connected number of the account is +${news.phoneNumber}`)
  work.accounts.push({ ...news, eventId, receivedAt, integrationIds: concerned.map(({ id }) => id) })
}
