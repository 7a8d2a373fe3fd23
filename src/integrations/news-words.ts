import type { AccountNews } from '../whatsapp/webhook-account.ts'

/** What to say of a piece of news, and how loud. */
export type NewsWords = { title: string; whatToDo: string; level: 'info' | 'warn' | 'error' }

const info = (title: string, whatToDo = 'Nothing.'): NewsWords => ({ title, whatToDo, level: 'info' })
const warn = (title: string, whatToDo: string): NewsWords => ({ title, whatToDo, level: 'warn' })
const stop = (title: string, whatToDo: string): NewsWords => ({ title, whatToDo, level: 'error' })

const SUPPORT = "Look at the account in Meta's Business Support."

/** By field, and event where one is named (Cloud API, webhooks: other fields). */
const WORDS = new Map<string, NewsWords>([
  [
    'account_update DISABLE',
    stop('WhatsApp has disabled the account', `${SUPPORT} An appeal is made there.`),
  ],
  [
    'account_update SCHEDULE_FOR_DISABLE',
    warn('WhatsApp is going to disable the account', `${SUPPORT} An appeal is made there.`),
  ],
  ['account_update REINSTATE', info('WhatsApp has reinstated the account')],
  [
    'account_update ACCOUNT_DELETED',
    stop('The account was deleted', 'Connect the number again with an account that exists.'),
  ],
  [
    'account_update ACCOUNT_OFFBOARDED',
    stop('The account was taken off the Cloud API', 'Connect the number again in the WhatsApp Manager.'),
  ],
  ['account_update ACCOUNT_RECONNECTED', info('The account is connected again')],
  [
    'account_update ACCOUNT_VIOLATION',
    warn('WhatsApp has found a violation of its policies', `${SUPPORT} What was violated stands there.`),
  ],
  [
    'account_update ACCOUNT_RESTRICTION',
    warn('WhatsApp has restricted the account', `${SUPPORT} What is restricted, and how long, stands there.`),
  ],
  [
    'account_update PARTNER_REMOVED',
    warn('An app or partner was taken off the account', 'If it is the app of this server, connect it again.'),
  ],
  ['account_update', info('The account has changed')],
  ['account_alerts', warn('WhatsApp has an alert for the account', SUPPORT)],
  ['account_review_update', info('The account was reviewed', 'See the decision in the WhatsApp Manager.')],
  ['business_capability_update', info('The limits of the account have changed')],
  ['business_username_update', info('The user name of the number has changed')],
  [
    'phone_number_name_update REJECTED',
    warn('The display name was rejected', 'Choose another one in the WhatsApp Manager.'),
  ],
  ['phone_number_name_update', info('The display name was reviewed')],
  [
    'phone_number_quality_update FLAGGED',
    warn(
      'The quality of the number is low',
      'Send fewer messages that people do not expect: blocks and reports lower it.',
    ),
  ],
  [
    'phone_number_quality_update DOWNGRADE',
    warn('The limit of the number was lowered', 'It rises again with good quality.'),
  ],
  ['phone_number_quality_update UPGRADE', info('The limit of the number was raised')],
  ['phone_number_quality_update THROUGHPUT_UPGRADE', info('The number may send 1,000 messages a second')],
  ['phone_number_quality_update', info('The quality or a limit of the number has changed')],
  [
    'security',
    warn(
      'The two-step verification of the number was changed',
      'If it was nobody of yours, change the PIN in the WhatsApp Manager.',
    ),
  ],
  ['errors', warn('WhatsApp tells of an error of the number', 'The errors stand in the event.')],
])

export const newsWords = ({ field, event, banState }: AccountNews): NewsWords =>
  WORDS.get(`${field} ${banState ?? event}`) ?? WORDS.get(field) ?? info(`News of the kind ${field}`)
