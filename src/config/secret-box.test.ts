import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { createSecretBox, loadSecretKey } from './secret-box.ts'

const folder = mkdtempSync(join(tmpdir(), 'masa-key-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what was sealed with another key, or changed since, does not open', () => {
  const box = createSecretBox(randomBytes(32))
  const sealed = box.seal('EAAG-token')
  expect(() => createSecretBox(randomBytes(32)).open(sealed)).toThrow()
  const changed = Buffer.from(sealed)
  changed[changed.length - 1]! ^= 1
  expect(() => box.open(changed)).toThrow()
})

test('sealing hides the text, differs each time, and opens to the same text', () => {
  const box = createSecretBox(randomBytes(32))
  const [one, two] = [box.seal('EAAG-tökén'), box.seal('EAAG-tökén')]
  expect(one.equals(two)).toBe(false)
  expect(one.toString('latin1')).not.toContain('EAAG')
  expect(box.open(one)).toBe('EAAG-tökén')
})

test('a server database without MASA_SECRET_KEY is refused, and so is a key of the wrong length', () => {
  expect(() => loadSecretKey(readConfig({ DATABASE_URL: 'postgres://a@b/c' }))).toThrow(/MASA_SECRET_KEY/)
  expect(() => loadSecretKey(readConfig({ MASA_SECRET_KEY: 'c2hvcnQ=' }))).toThrow(/32 bytes/)
})

test('the key is made once, kept for its owner alone, and a broken one is refused', () => {
  const config = readConfig({ MASA_DATA_DIR: folder })
  const key = loadSecretKey(config)
  expect(loadSecretKey(config).equals(key)).toBe(true)
  const path = join(folder, 'secret-key')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8')).toContain(key.toString('base64'))
  writeFileSync(path, 'broken')
  expect(() => loadSecretKey(config)).toThrow(/does not hold a key/)
})
