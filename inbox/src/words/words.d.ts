import 'i18next'
import type account from '../account/words/en.ts'
import type assignment from '../assignment/words/en.ts'
import type auditLog from '../audit-log/words/en.ts'
import type autoReplies from '../auto-replies/words/en.ts'
import type bulkSends from '../bulk-sends/words/en.ts'
import type closingReasons from '../closing-reasons/words/en.ts'
import type cockpit from '../cockpit/words/en.ts'
import type contacts from '../contacts/words/en.ts'
import type firstMinutes from '../first-minutes/words/en.ts'
import type inbox from '../inbox/words/en.ts'
import type numbers from '../numbers/words/en.ts'
import type optOuts from '../opt-outs/words/en.ts'
import type publicApi from '../public-api/words/en.ts'
import type quickResponses from '../quick-responses/words/en.ts'
import type reports from '../reports/words/en.ts'
import type session from '../session/words/en.ts'
import type tags from '../tags/words/en.ts'
import type team from '../team/words/en.ts'
import type templates from '../templates/words/en.ts'
import type common from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      'bulk-sends': typeof bulkSends
      common: typeof common
      account: typeof account
      assignment: typeof assignment
      'audit-log': typeof auditLog
      'auto-replies': typeof autoReplies
      'closing-reasons': typeof closingReasons
      cockpit: typeof cockpit
      contacts: typeof contacts
      inbox: typeof inbox
      'quick-responses': typeof quickResponses
      reports: typeof reports
      session: typeof session
      tags: typeof tags
      team: typeof team
      numbers: typeof numbers
      'public-api': typeof publicApi
      'opt-outs': typeof optOuts
      'first-minutes': typeof firstMinutes
      templates: typeof templates
    }
  }
}
