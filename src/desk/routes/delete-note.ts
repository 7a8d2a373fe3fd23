import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { type DeskDependencies, withChat } from '../act.ts'
import { NoteParams } from '../note-fields.ts'
import { deleteNote } from '../notes.ts'

/** `DELETE …/notes/{note_id}`. */
export const deleteNoteRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'DELETE',
    url: '/integrations/:integration_id/chats/:chat_id/notes/:note_id',
    schema: {
      operationId: 'deleteNote',
      tags: ['Desk'],
      summary: 'Delete a note',
      description: 'Who wrote it may, and supervisors, administrators and keys that may manage.',
      params: NoteParams,
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async (request, reply) => {
      const { params, principal } = request
      await withChat(dependencies, request, (tx, { integrationId, id: chatId }) =>
        deleteNote(
          tx,
          { integrationId, chatId },
          {
            id: Number(params.note_id),
            userId: principal.userId,
            mayAny: principal.access.has('manage'),
          },
        ),
      )
      return reply.code(204).send(null)
    },
  })
}
