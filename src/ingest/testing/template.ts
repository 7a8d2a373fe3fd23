import type { Desk } from './desk.ts'

/** Stores a template of the account, `offer` in American English, in review. Answers its id. */
export const insertTemplate = async ({ database, wabaId }: Desk, metaId = '1'): Promise<number> => {
  const { id } = await database
    .insertInto('templates')
    .values({ waba_id: wabaId, name: 'offer', category: 'UTILITY' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database
    .insertInto('template_translations')
    .values({
      template_id: id,
      language_code: 'en_US',
      meta_id: metaId,
      status: 'PENDING',
      components: JSON.stringify([]),
    })
    .execute()
  return id
}
