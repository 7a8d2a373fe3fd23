import { sql } from 'kysely'
import { createPasswordReset, resetUrl } from '../accounts/password-resets.ts'
import type { Language } from '../accounts/principal.ts'
import type { Database } from '../database/database.ts'
import type { Mail, Mailer } from './mailer.ts'

/** With their growing pauses, some minutes: whoever waits for a mail asks again. */
const ATTEMPTS = 5
/** A mailbox is read by more than its owner: such a link lives shorter than one that is handed over. */
const VALID_MS = 3_600_000

export type ResetMailJob = { user_id: number }

/** Has a link to set a password sent to a user. The link is made when it is sent, so that no job holds it. */
export const insertResetMailJob = async (database: Database, userId: number): Promise<void> => {
  await sql`
    select graphile_worker.add_job('mail-password-reset', json_build_object('user_id', ${userId}::integer),
      max_attempts => ${ATTEMPTS}::integer, job_key => concat('mail-password-reset ', ${userId}::integer))`.execute(
    database,
  )
}

/** Makes the link and sends it. `origin` is the operator's word: one from a request could be anybody's. */
export const createResetMailSender =
  (database: Database, mailer: Mailer, origin: string) =>
  async ({ user_id: userId }: ResetMailJob): Promise<void> => {
    const user = await database
      .selectFrom('users')
      .select(['email', 'name', 'language'])
      .where('id', '=', userId)
      .where('disabled_at', 'is', null)
      .executeTakeFirst()
    if (!user) return
    const reset = await createPasswordReset(database, { userId, actor: 'mail', validMs: VALID_MS })
    await mailer.send({ to: user.email, ...WORDS[user.language](user.name, resetUrl(origin, reset.token)) })
  }

const WORDS: Record<Language, (name: string, url: string) => Pick<Mail, 'subject' | 'text'>> = {
  en: (name, url) => ({
    subject: 'Set a new password',
    text: `Hello ${name},

somebody, probably you, asked for a new password of your account. Open this link to set one:

${url}

It works once, within an hour. If it was not you, do nothing: your password stays as it is.
`,
  }),
  tr: (name, url) => ({
    subject: 'Yeni parola belirleyin',
    text: `Merhaba ${name},

hesabınız için yeni bir parola istendi. Parolanızı belirlemek için bu bağlantıyı açın:

${url}

Bağlantı bir kez ve bir saat içinde çalışır. Bunu siz istemediyseniz bir şey yapmanız gerekmez: parolanız aynı kalır.
`,
  }),
}
