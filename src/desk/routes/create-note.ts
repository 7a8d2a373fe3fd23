import { Type } from 'typebox'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { type DeskDependencies, withChat } from '../act.ts'
import { BodyField, MentionsField } from '../note-fields.ts'
import { insertNote, NoteItem, noteItem } from '../notes.ts'
import { requirePerson, requireTeam } from '../person.ts'

/** `POST …/chats/{chat_id}/notes`. */
export const createNoteRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/chats/:chat_id/notes',
    schema: {
      operationId: 'createNote',
      tags: ['Desk'],
      summary: 'Write a note',
      description: 'Something for the team to know, beside the messages. A key cannot: a note is somebody’s.',
      params: ChatParams,
      body: Type.Object({ body: BodyField, mentions: Type.Optional(MentionsField) }),
      response: { 201: NoteItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body, mentions = [] } = request.body
      const authorId = requirePerson(request.principal)
      const note = await withChat(dependencies, request, async (tx, { integrationId, id: chatId }) => {
        await requireTeam(tx, integrationId, 'mentions', mentions)
        return insertNote(tx, { integrationId, chatId }, { authorId, body, mentions })
      })
      return reply.code(201).send(noteItem(note))
    },
  })
}
