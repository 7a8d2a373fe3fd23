import { existsSync } from 'node:fs'

/** The browser to test with. */
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Whether there is one; `describe.skipIf(!hasBrowser)`. */
export const hasBrowser = existsSync(chromiumPath)
