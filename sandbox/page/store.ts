import type { TemplateResult } from 'lit-html'
import type { ChatPage, ShownChat, ShownDelivery, ShownMessage, ShownNumber } from '../phone/shapes.ts'
import { chooseLanguage, type Language } from './words/language.ts'

/** What lies over the phone's screen until it is done with. */
export type Sheet = { title: string; view: () => TemplateResult }

export type State = {
  language: Language
  isConnected: boolean
  numbers: ShownNumber[]
  /** The business's number that conversations are with. */
  numberId: string
  query: string
  chats: ShownChat[]
  hasMoreChats: boolean
  /** Whose phone is held. */
  openKey: string | undefined
  page: ChatPage | undefined
  /** What has been typed and not sent, by person. */
  drafts: Map<string, string>
  answering: ShownMessage | undefined
  editing: ShownMessage | undefined
  sheet: Sheet | undefined
  isAddingPerson: boolean
  /** The newest message was not in sight when it came. */
  hasNewBelow: boolean
  toast: string
  /** For those who do not see the conversation: what has just come. */
  announcement: string
  deliveries: ShownDelivery[]
  secrets: string[]
  receiverUrl: string
  /** On a narrow screen, which makes room for one thing only. */
  view: 'people' | 'chat' | 'receiver'
}

export const state: State = {
  language: chooseLanguage(),
  isConnected: true,
  numbers: [],
  numberId: '',
  query: '',
  chats: [],
  hasMoreChats: false,
  openKey: undefined,
  page: undefined,
  drafts: new Map(),
  answering: undefined,
  editing: undefined,
  sheet: undefined,
  isAddingPerson: false,
  hasNewBelow: false,
  toast: '',
  announcement: '',
  deliveries: [],
  secrets: [],
  receiverUrl: '',
  view: 'people',
}

let draw: () => void = () => {}
let isPlanned = false

/** What is called, once, after any number of changes. */
export const onChange = (drawing: () => void): void => {
  draw = drawing
}

/** Changes what is shown; everything is drawn anew before the next picture. */
export const change = (patch: Partial<State>): void => {
  Object.assign(state, patch)
  if (isPlanned) return
  isPlanned = true
  queueMicrotask(() => {
    isPlanned = false
    draw()
  })
}

let toastTimer: ReturnType<typeof setTimeout> | undefined

/** A line that goes away by itself. */
export const showToast = (toast: string): void => {
  clearTimeout(toastTimer)
  change({ toast })
  toastTimer = setTimeout(() => change({ toast: '' }), 4000)
}

export const selectedNumber = (): ShownNumber | undefined =>
  state.numbers.find(({ id }) => id === state.numberId)
