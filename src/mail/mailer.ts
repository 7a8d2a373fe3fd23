import { createTransport } from 'nodemailer'

export type Mail = { to: string; subject: string; text: string }

/** Sends mails by the operator's SMTP server. Rejects when it did not take one. */
export type Mailer = { send(mail: Mail): Promise<void> }

/** A server that says nothing for so long is away. */
const TIMEOUT_MS = 20_000

/** `smtpUrl`: `smtp://` goes over to TLS where the server offers it, `smtps://` begins with it. */
export const createMailer = ({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer => {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // What a mail may hold comes from here alone.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (mail) => {
      await transport.sendMail({ from, ...mail })
    },
  }
}
