import 'i18next'
import type cockpit from '../cockpit/words/en.ts'
import type inbox from '../inbox/words/en.ts'
import type session from '../session/words/en.ts'
import type common from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      cockpit: typeof cockpit
      common: typeof common
      inbox: typeof inbox
      session: typeof session
    }
  }
}
