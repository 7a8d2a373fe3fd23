import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'
import { addAddPerson } from './routes/add-person.ts'
import { addChangePerson } from './routes/change-person.ts'
import { addFollowChanges } from './routes/follow-changes.ts'
import { addListChats } from './routes/list-chats.ts'
import { addOpenChat } from './routes/open-chat.ts'
import { addServeMedia } from './routes/serve-media.ts'
import { addShowChat } from './routes/show-chat.ts'
import { addShowNumbers } from './routes/show-numbers.ts'
import { addUploadFile } from './routes/upload-file.ts'

/** `/_sandbox/phone`: what the page of the phone lives on. What it sends goes to `POST /_sandbox/inbound`. */
export const addPhoneRoutes = (app: FastifyInstance, sandbox: Sandbox): void => {
  for (const add of [
    addShowNumbers,
    addListChats,
    addShowChat,
    addOpenChat,
    addAddPerson,
    addChangePerson,
    addUploadFile,
    addServeMedia,
    addFollowChanges,
  ]) {
    add(app, sandbox)
  }
}
