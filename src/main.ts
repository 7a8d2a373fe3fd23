#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { doctorCommand } from './commands/doctor.ts'
import { integrationCommand } from './commands/integration.ts'
import { migrateCommand } from './commands/migrate.ts'
import { startCommand } from './commands/start.ts'
import { userCommand } from './commands/user.ts'
import { readConfig } from './config/config.ts'
import { StartError } from './error.ts'

const HELP = `Masa: the help desk for WhatsApp that you run yourself.

  masa start                                run the server (npm start)
  masa start --roles api|worker             a part of it, beside others on one database
  masa migrate                              bring the database to this version and end
  masa user list
  masa user add EMAIL [--name NAME] [--role administrator|supervisor|agent] [--integrations 11,22]
  masa user reset-password EMAIL            draw a new password and print it
  masa user remove-two-factor EMAIL         for who has lost phone and recovery codes
  masa integration list
  masa integration activate ID              let a number send again that was stopped
  masa doctor [ID]                          look at all that a number needs, or all numbers

Here "masa" is: npm run masa --
Settings come from the environment and from a file .env; .env.example explains each.
`

const run = async (): Promise<void> => {
  const [command = 'help', ...words] = process.argv.slice(2)
  if (['help', '--help', '-h'].includes(command)) {
    process.stdout.write(HELP)
    return
  }
  if (existsSync('.env')) loadEnvFile('.env')
  const commands = {
    start: startCommand,
    migrate: migrateCommand,
    user: userCommand,
    integration: integrationCommand,
    doctor: doctorCommand,
  }
  const chosen = Object.hasOwn(commands, command) ? commands[command as keyof typeof commands] : undefined
  if (!chosen) throw new StartError(`There is no command "${command}". See: npm run masa -- help`)
  await chosen(readConfig(process.env), words)
}

try {
  await run()
} catch (error) {
  process.stderr.write(error instanceof StartError ? `${error.message}\n` : `${(error as Error).stack}\n`)
  process.exitCode = 1
}
