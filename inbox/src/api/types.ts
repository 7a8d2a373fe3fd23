import type { Static } from 'typebox'
import type { AuditItem } from '../../../src/accounts/routes/list-audit-log.ts'
import type { SessionAnswer, SessionItem } from '../../../src/accounts/session-item.ts'
import type { UserItem } from '../../../src/accounts/user-item.ts'
import type { AgentItem } from '../../../src/agents/item.ts'
import type { ViewerItem } from '../../../src/agents/viewers.ts'
import type { AutoRepliesItem } from '../../../src/auto-replies/item.ts'
import type { ChatItem } from '../../../src/chats/item.ts'
import type { HistoryItem } from '../../../src/desk/history-list.ts'
import type { NoteItem } from '../../../src/desk/notes.ts'
import type { ReasonItem } from '../../../src/desk/reasons.ts'
import type { IntegrationItem } from '../../../src/integrations/item.ts'
import type { MessageItem } from '../../../src/messages/item.ts'
import type { QuickResponseItem } from '../../../src/quick-responses/item.ts'

/** What the API answers, as the server writes it down: a shape that changes there does not compile here. */
export type User = Static<typeof UserItem>
export type Session = Static<typeof SessionAnswer>
/** A browser in which somebody is signed in. */
export type OwnSession = Static<typeof SessionItem>
export type AuditEntry = Static<typeof AuditItem>
export type Integration = Static<typeof IntegrationItem>
export type Message = MessageItem
export type Note = Static<typeof NoteItem>
export type HistoryEntry = Static<typeof HistoryItem>
export type Reason = Static<typeof ReasonItem>
export type Agent = Static<typeof AgentItem>
export type Viewer = Static<typeof ViewerItem>
export type AutoReplies = Static<typeof AutoRepliesItem>
export type QuickResponse = Static<typeof QuickResponseItem>

export type Named = { id: number; name: string }
export type Tag = Named & { color: string }
export type Language = 'en' | 'tr'
export type AgentState = Agent['state']
export const AGENT_STATES: AgentState[] = ['online', 'invisible', 'break', 'offline']

export type Priority = 'urgent' | 'high' | 'normal' | 'low'
export const PRIORITIES: Priority[] = ['urgent', 'high', 'normal', 'low']

export type Chat = Omit<ChatItem, 'state' | 'priority'> & {
  state: 'active' | 'archived'
  priority: Priority
}
