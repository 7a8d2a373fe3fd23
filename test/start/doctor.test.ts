import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { startProgram } from './program.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

/** The command, beside the running program. */
const runDoctor = async (...words: string[]) => {
  const environment = {
    DATABASE_URL: app.connectionString,
    MASA_SECRET_KEY: app.secretKey,
    MASA_DATA_DIR: app.dataDir,
    MASA_SANDBOX_PORT: new URL(app.sandboxUrl).port,
  }
  const program = startProgram(environment, ['doctor', ...words])
  const code = await program.exitCode()
  return { code, output: program.output(), errors: program.errors() }
}

test('masa doctor ends with 0 when all is well', async () => {
  const { code, output } = await runDoctor()
  expect(output).toMatch(/^11 {2}\+905554443322 {2}YourIntegration1\n {2}✓ The number is activated\.\n/)
  expect(output).toContain('\n22  +905554443323')
  expect(output).not.toContain('✗')
  expect(code).toBe(0)
})

test('masa doctor ends with 1 when something is not, and says what to do', async () => {
  await app.sandbox('PUT', '/_sandbox/app', { json: { fields: [] } })
  const { code, output } = await runDoctor('11')
  expect(output).toMatch(/\n {2}✗ The app is not told of messages and statuses\.\n {4}→ In the app at Meta, /)
  expect(output).not.toContain('+905554443323')
  expect(code).toBe(1)
})

test('masa doctor ends with 1 for a number that there is not, in one line', async () => {
  for (const id of ['99', 'x']) {
    const { code, errors } = await runDoctor(id)
    expect(errors).toBe('There is no such integration. See: integration list\n')
    expect(code).toBe(1)
  }
})
