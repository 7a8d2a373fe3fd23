import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJournal } from './journal.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'))
  path = join(folder, 'journal.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const readLines = (): string[] => {
  const lines: string[] = []
  createJournal(path).read((line) => lines.push(line))
  return lines
}

describe('the journal', () => {
  it('leaves out a last line that was torn, and the next line does not stick to it', async () => {
    await appendFile(path, '"one"\n"two"\n"thr')
    expect(readLines()).toEqual(['"one"', '"two"'])
    const journal = createJournal(path)
    journal.read(() => {})
    journal.open()
    journal.append('"four"')
    await journal.written()
    await journal.close()
    expect(await readFile(path, 'utf8')).toBe('"one"\n"two"\n"four"\n')
  })

  it('has on the disk what written() has confirmed', async () => {
    const journal = createJournal(path)
    journal.open()
    for (let round = 0; round < 20; round++) {
      journal.append(`"a${round}"`)
      const first = journal.written()
      journal.append(`"b${round}"`)
      await first
      expect(await readFile(path, 'utf8')).toContain(`"a${round}"`)
      await journal.written()
      expect(await readFile(path, 'utf8')).toContain(`"b${round}"`)
    }
    await journal.close()
  })

  it('keeps what is appended before it is opened', async () => {
    const journal = createJournal(path)
    journal.append('"early"')
    journal.open()
    await journal.written()
    await journal.close()
    expect(readLines()).toEqual(['"early"'])
  })

  it('loses nothing that is appended while it is rewritten', async () => {
    const journal = createJournal(path)
    journal.open()
    for (let index = 0; index < 1000; index++) journal.append(`"old ${index}"`)
    await journal.written()
    const big = 'x'.repeat(1_500_000)
    const rewriting = journal.rewrite([`"${big}"`, '"kept"', `"${big}"`])
    journal.append('"during 1"')
    await new Promise((resolve) => setImmediate(resolve))
    journal.append('"during 2"')
    await rewriting
    journal.append('"after"')
    await journal.written()
    expect(journal.sizeBytes()).toBe((await readFile(path)).length)
    await journal.close()
    expect(readLines().filter((line) => line.length < 100)).toEqual([
      '"kept"',
      '"during 1"',
      '"during 2"',
      '"after"',
    ])
  })

  it('reads lines longer than its buffer, and characters of several bytes at its edges', async () => {
    const lines = [`"${'ş'.repeat(3_000_001)}"`, '"ğ"', `"${'🙂'.repeat(1_100_000)}"`]
    await appendFile(path, `${lines.join('\n')}\n`)
    expect(readLines()).toEqual(lines)
  })

  it('survives being cut anywhere: the whole lines before the cut are there', async () => {
    const lines = ['{"a":"ü"}', '{"b":2}', '{"c":"🙂"}']
    const whole = Buffer.from(`${lines.join('\n')}\n`)
    for (let length = 0; length <= whole.length; length++) {
      await rm(path, { force: true })
      await appendFile(path, whole)
      await truncate(path, length)
      const count = whole.subarray(0, length).filter((byte) => byte === 10).length
      expect(readLines()).toEqual(lines.slice(0, count))
    }
  })
})
