import {
  BellOff,
  ChartColumn,
  ContactRound,
  FileText,
  Gauge,
  Inbox,
  type LucideIcon,
  Megaphone,
  Phone,
  Settings,
  Webhook,
} from 'lucide-react'
import type { Access } from '../session/session.ts'

/** The screens of the navigation, in its order; each for those who may do what it is about. */
export const SCREENS = [
  { name: 'inbox', to: '/inbox', icon: Inbox, access: 'read' },
  { name: 'contacts', to: '/contacts', icon: ContactRound, access: 'read' },
  { name: 'templates', to: '/templates', icon: FileText, access: 'read' },
  { name: 'bulkSends', to: '/bulk-sends', icon: Megaphone, access: 'send' },
  { name: 'cockpit', to: '/cockpit', icon: Gauge, access: 'manage' },
  { name: 'reports', to: '/reports', icon: ChartColumn, access: 'manage' },
  { name: 'optOuts', to: '/opt-outs', icon: BellOff, access: 'read' },
  { name: 'numbers', to: '/numbers', icon: Phone, access: 'manage' },
  { name: 'publicApi', to: '/public-api', icon: Webhook, access: 'manage' },
  { name: 'settings', to: '/settings', icon: Settings, access: 'read' },
] as const satisfies { name: string; to: string; icon: LucideIcon; access: Access }[]

export type Screen = (typeof SCREENS)[number]

/** As many stand in the bar of a phone, the others behind one button. */
export const FIRST_SCREENS = 4
