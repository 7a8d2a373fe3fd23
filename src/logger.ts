import { type Logger, pino, stdTimeFunctions } from 'pino'
import type { LogLevel } from './config/config.ts'

/**
 * Writes JSON lines to standard error. Logs hold no message texts, tokens or whole numbers (promise 17): of
 * an error only its name, words, code and place, since the database's details quote rows.
 */
export const createLogger = (level: LogLevel): Logger =>
  pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      base: undefined,
      serializers: { err: describeError },
      redact: { paths: ['authorization', 'password', 'token', '*.authorization', '*.password', '*.token'] },
    },
    pino.destination({ fd: 2, sync: true }),
  )

const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  const cause = error.cause === undefined ? undefined : describeError(error.cause)
  return { name, message, code: (error as { code?: unknown }).code, stack, cause }
}
