import { RESUME_WORDS, STOP_WORDS } from '../opt-outs/words.ts'

/**
 * Every setting, documented once: `.env.example` and the error of an unknown setting are made from this list.
 * `default` is what a missing or empty value means, in words where it is not a value.
 */
export const SETTINGS = {
  PORT: { default: '8360', about: 'The port of the API and the web pages.' },
  HOST: {
    default: '127.0.0.1',
    about:
      'The address to listen on. Anything but loopback needs TLS: MASA_TLS_CERT and MASA_TLS_KEY, or a proxy named in MASA_TRUST_PROXY.',
  },
  DATABASE_URL: {
    default: '',
    about:
      'A PostgreSQL server, as postgres://user:password@host:5432/database. Empty: Masa runs one of its own in the data directory.',
  },
  MASA_DATA_DIR: {
    default: './data',
    about: 'The folder for files, the secret key and, without DATABASE_URL, the database.',
  },
  MASA_SECRET_KEY: {
    default: '',
    about:
      "32 bytes in base64 (openssl rand -base64 32), which encrypt WhatsApp's tokens in the database. Empty: made at the first start and kept in the data directory. Needed with DATABASE_URL.",
  },
  MASA_ADMIN_EMAIL: {
    default: 'admin@masa.localhost',
    about: 'The e-mail of the administrator that the first start makes.',
  },
  MASA_ADMIN_PASSWORD: {
    default: '',
    about: 'Their password, 10 characters at least. Empty: drawn at random and printed once.',
  },
  MASA_ROLES: {
    default: 'api,worker',
    about:
      'What this process does: api (requests and pages), worker (sending, receiving, webhooks, jobs), or both. Several processes share one database by DATABASE_URL, and one MASA_DATA_DIR.',
  },
  MASA_SANDBOX: {
    default: '',
    about:
      'on, off, or external (it runs by itself: npm run sandbox): the stand-in for WhatsApp, to try everything without an account. Empty: on while no real number is connected.',
  },
  MASA_SANDBOX_PORT: { default: '8361', about: "The sandbox's port. It listens on loopback only." },
  MASA_PUBLIC_URL: {
    default: '',
    about:
      'The address under which others reach this server, such as https://desk.example.com. It stands in links and in the webhook address given to WhatsApp. Empty: taken from each request.',
  },
  MASA_RATE_LIMIT: {
    default: '60',
    about:
      'Requests a minute and IP address on /v1; 0: no limit. The limit on wrong logins holds regardless.',
  },
  MASA_TRUST_PROXY: {
    default: '',
    about:
      'Networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, with commas between: 127.0.0.1,10.0.0.0/8.',
  },
  MASA_METRICS_TOKEN: {
    default: '',
    about: 'The bearer token that /metrics asks for. Empty: /metrics answers loopback only.',
  },
  MASA_SMTP_URL: {
    default: '',
    about:
      'A mail server, as smtp://user:password@mail.example.com:587 (smtps:// for TLS from the start), for people who have forgotten their password. Goes with MASA_MAIL_FROM and MASA_PUBLIC_URL. Empty: no mails; an administrator makes the link.',
  },
  MASA_MAIL_FROM: { default: '', about: 'Whom mails come from, such as Masa <desk@example.com>.' },
  MASA_TLS_CERT: { default: '', about: 'A file with the TLS certificate chain (PEM), with MASA_TLS_KEY.' },
  MASA_TLS_KEY: { default: '', about: 'A file with its private key (PEM).' },
  MASA_LOG_LEVEL: { default: 'info', about: 'fatal, error, warn, info, debug, trace or silent.' },
  MASA_GRAPH_URL: {
    default: 'https://graph.facebook.com',
    about: "The host of WhatsApp's Cloud API for real numbers. Tokens go to this host only.",
  },
  MASA_UNKNOWN_HOURS: {
    default: '24',
    about:
      'After how many hours without a status a message whose answer was lost is settled by MASA_UNKNOWN_THEN.',
  },
  MASA_UNKNOWN_THEN: {
    default: 'fail',
    about:
      'fail or resend: what then becomes of it. A message that is sent again may reach the person twice.',
  },
  MASA_RETENTION_DAYS: {
    default: '30',
    about: 'How many days raw events of WhatsApp, the event log and the deliveries of webhooks are kept.',
  },
  MASA_OPT_OUT_WORDS: {
    default: STOP_WORDS.join(', '),
    about:
      'What a person who wants no marketing messages writes, or taps, with commas between, in place of these. Only as the whole message; case, accents and punctuation do not matter.',
  },
  MASA_OPT_IN_WORDS: { default: RESUME_WORDS.join(', '), about: 'The same of those who want them again.' },
  MASA_WEBHOOK_ALLOW: {
    default: '',
    about:
      'Networks and host names that webhooks may go to although they are not public, with commas between: 10.0.0.0/8,shop.internal.',
  },
} as const satisfies Record<string, { default: string; about: string }>

export type SettingName = keyof typeof SETTINGS
