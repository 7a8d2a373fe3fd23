import { pino } from 'pino'
import { startTestSandbox, type TestSandbox } from '../../sandbox/testing/start-test-sandbox.ts'
import type { AppOptions } from '../../src/core.ts'
import { startTestApp, type TestApp } from './app.ts'
import { type FrontDoor, startFrontDoor } from './front-door.ts'

/** The program with a second sandbox in Meta's place, whose numbers are real ones to it. */
export type RealStage = {
  app: TestApp
  meta: TestSandbox
  door: FrontDoor
  /** All that was logged, at every level and with nothing taken out. */
  log: string[]
  /** The body that connects one of Meta's numbers: the first, or the second. */
  numberBody(index?: number): Record<string, string>
  stop(): Promise<void>
}

export const startRealStage = async (options: AppOptions = {}): Promise<RealStage> => {
  const meta = await startTestSandbox()
  const door = await startFrontDoor()
  const log: string[] = []
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) })
  const app = await startTestApp({ MASA_GRAPH_URL: meta.url, MASA_PUBLIC_URL: door.url }, logger, options)
  door.leadTo(app.url)
  return {
    app,
    meta,
    door,
    log,
    numberBody: (index = 0) => {
      const { credentials } = meta
      return {
        display_name: `Branch ${index + 1}`,
        phone_number_id: credentials.phone_numbers[index]!.id,
        waba_id: credentials.waba_id,
        app_id: credentials.app_id,
        access_token: credentials.access_token,
        app_secret: credentials.app_secret,
        verify_token: 'a-word-of-our-own',
      }
    },
    stop: async () => {
      await app.stop()
      await door.close()
      await meta.close()
    },
  }
}
