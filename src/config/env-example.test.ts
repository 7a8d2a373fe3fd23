import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SETTINGS } from './settings.ts'

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')

test('.env.example has every setting with its default and what it is for, and no other', () => {
  const rows = [...example.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value])
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, setting.default])),
  )
  const words = example.replaceAll(/\n# /g, ' ')
  for (const { about } of Object.values(SETTINGS)) expect(words).toContain(about)
})
