import type { HttpApp } from '../http/app-type.ts'
import type { DeskDependencies } from './act.ts'
import { assignChatRoute } from './routes/assign-chat.ts'
import { changeChatRoute } from './routes/change-chat.ts'
import { changeNoteRoute } from './routes/change-note.ts'
import { changeReasonRoute } from './routes/change-reason.ts'
import { changeTagRoute } from './routes/change-tag.ts'
import { closeChatRoute } from './routes/close-chat.ts'
import { createNoteRoute } from './routes/create-note.ts'
import { createReasonRoute } from './routes/create-reason.ts'
import { createTagRoute } from './routes/create-tag.ts'
import { deleteNoteRoute } from './routes/delete-note.ts'
import { deleteReasonRoute } from './routes/delete-reason.ts'
import { deleteTagRoute } from './routes/delete-tag.ts'
import { listHistoryRoute } from './routes/list-history.ts'
import { listNotesRoute } from './routes/list-notes.ts'
import { listReasonsRoute } from './routes/list-reasons.ts'
import { listTagsRoute } from './routes/list-tags.ts'
import { readChatRoute } from './routes/read-chat.ts'
import { reopenChatRoute } from './routes/reopen-chat.ts'
import { tagChatRoute } from './routes/tag-chat.ts'
import { untagChatRoute } from './routes/untag-chat.ts'

/** All routes of the desk, below /v1. */
export const addDeskRoutes = (app: HttpApp, dependencies: DeskDependencies): void => {
  changeChatRoute(app, dependencies)
  assignChatRoute(app, dependencies)
  closeChatRoute(app, dependencies)
  reopenChatRoute(app, dependencies)
  readChatRoute(app, dependencies)
  listHistoryRoute(app, dependencies)
  tagChatRoute(app, dependencies)
  untagChatRoute(app, dependencies)
  listNotesRoute(app, dependencies)
  createNoteRoute(app, dependencies)
  changeNoteRoute(app, dependencies)
  deleteNoteRoute(app, dependencies)
  listTagsRoute(app, dependencies)
  createTagRoute(app, dependencies)
  changeTagRoute(app, dependencies)
  deleteTagRoute(app, dependencies)
  listReasonsRoute(app, dependencies)
  createReasonRoute(app, dependencies)
  changeReasonRoute(app, dependencies)
  deleteReasonRoute(app, dependencies)
}
