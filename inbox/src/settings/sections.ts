import {
  CircleCheckBig,
  CircleUserRound,
  Clock,
  type LucideIcon,
  ScrollText,
  Shuffle,
  Tags,
  Users,
  Zap,
} from 'lucide-react'
import type { Access } from '../session/session.ts'

/** The screens of the settings, in their order; each for those who may do what it is about. */
export const SECTIONS = [
  { name: 'account', to: '/settings/account', icon: CircleUserRound, access: 'read' },
  { name: 'quickResponses', to: '/settings/quick-responses', icon: Zap, access: 'manage' },
  { name: 'tags', to: '/settings/tags', icon: Tags, access: 'manage' },
  { name: 'closingReasons', to: '/settings/closing-reasons', icon: CircleCheckBig, access: 'manage' },
  { name: 'autoReplies', to: '/settings/auto-replies', icon: Clock, access: 'manage' },
  { name: 'assignment', to: '/settings/assignment', icon: Shuffle, access: 'manage' },
  { name: 'team', to: '/settings/team', icon: Users, access: 'administer' },
  { name: 'auditLog', to: '/settings/audit-log', icon: ScrollText, access: 'administer' },
] as const satisfies { name: string; to: string; icon: LucideIcon; access: Access }[]
