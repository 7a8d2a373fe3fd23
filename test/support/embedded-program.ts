/**
 * A program that tests start and kill: it runs the embedded server of the data directory that it is given, tells in
 * one line of JSON how that went, and stops the server when its input ends. It ignores the terminal's Ctrl-C.
 */
import { parseArgs } from 'node:util'
import { startEmbeddedServer } from '../../src/database/embedded/server.ts'

const { values } = parseArgs({
  options: { data: { type: 'string' }, system: { type: 'string' }, settings: { type: 'string' } },
})
process.on('SIGINT', () => {})
const lines: string[] = []
const tell = (outcome: object) => console.log(JSON.stringify({ ...outcome, lines }))
try {
  const server = await startEmbeddedServer({
    dataDir: values.data!,
    ...(values.system && { systemDir: values.system }),
    settings: JSON.parse(values.settings ?? '{}'),
    log: (line) => lines.push(line),
  })
  tell({ server: { ...server, pid: process.pid } })
  process.stdin.resume().on('end', () => server.stop())
} catch (error) {
  tell({ error: { name: (error as Error).name, message: (error as Error).message } })
}
