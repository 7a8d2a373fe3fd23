import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { type DeskDependencies, withChat } from '../act.ts'
import { BodyField, MentionsField, NoteParams } from '../note-fields.ts'
import { NoteItem, noteItem, updateNote } from '../notes.ts'
import { requirePerson, requireTeam } from '../person.ts'

/** `PUT …/notes/{note_id}`. */
export const changeNoteRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'PUT',
    url: '/integrations/:integration_id/chats/:chat_id/notes/:note_id',
    schema: {
      operationId: 'changeNote',
      tags: ['Desk'],
      summary: 'Change a note',
      description: 'Changes what it says, or whom it is for. Only who wrote it may.',
      params: NoteParams,
      body: Type.Object({ body: Type.Optional(BodyField), mentions: Type.Optional(MentionsField) }),
      response: { 200: NoteItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async (request) => {
      const { body, mentions } = request.body
      const authorId = requirePerson(request.principal)
      const note = await withChat(dependencies, request, async (tx, { integrationId, id: chatId }) => {
        await requireTeam(tx, integrationId, 'mentions', mentions ?? [])
        return updateNote(
          tx,
          { integrationId, chatId },
          { id: Number(request.params.note_id), authorId, body, mentions },
        )
      })
      return noteItem(note)
    },
  })
}
