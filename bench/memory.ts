import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation } from './installation.ts'
import { startMasa } from './program.ts'

/** Resident memory of the idle server, a while after its start, with and without the sandbox in it. */
export const benchMemory = async ({ environment }: Installation) => {
  const measure = async (sandbox: 'on' | 'off'): Promise<number> => {
    const masa = await startMasa({ ...environment, MASA_SANDBOX: sandbox, MASA_SANDBOX_PORT: '0' })
    await sleep(5_000)
    const megabytes = masa.rssMegabytes()
    await masa.stop()
    return megabytes
  }
  return { megabytes: await measure('off') }
}
