import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatText, type Piece, plainText } from './format-text.ts'

const text = (words: string): Piece => ({ kind: 'text', text: words })

describe("a message's text", () => {
  it.each(['2 * 3 * 4', 'a*b*c', '* not bold *', '*open', 'snake_case_name', '**', '*a\nb*', '~~', '``````'])(
    'is left as it is where nothing is marked: %j',
    (given) => {
      expect(plainText(given)).toBe(given)
      expect(formatText(given).every(({ kind }) => kind === 'text')).toBe(true)
    },
  )

  it('is bold, italic, struck and mono where it is marked, one within the other', () => {
    expect(formatText('a *b _c_* ~d~, `e*f*`')).toEqual([
      text('a '),
      { kind: 'bold', pieces: [text('b '), { kind: 'italic', pieces: [text('c')] }] },
      text(' '),
      { kind: 'strike', pieces: [text('d')] },
      text(', '),
      { kind: 'mono', text: 'e*f*' },
    ])
    expect(formatText('```a\n*b*```c')).toEqual([{ kind: 'mono', text: 'a\n*b*' }, text('c')])
  })

  it('links addresses, without the sentence around them and without marks inside them', () => {
    expect(formatText('See https://example.com/a_b_c?d=*e*, or www.example.com.')).toEqual([
      text('See '),
      { kind: 'link', text: 'https://example.com/a_b_c?d=*e', url: 'https://example.com/a_b_c?d=*e' },
      text('*, or '),
      { kind: 'link', text: 'www.example.com', url: 'https://www.example.com' },
      text('.'),
    ])
    expect(formatText('javascript:alert(1)')).toEqual([text('javascript:alert(1)')])
  })

  it('loses nothing but its marks', () => {
    const characters = fc.string({ unit: fc.constantFrom('a', ' ', '*', '_', '~', '`', '\n', 'ş') })
    fc.assert(
      fc.property(characters, (given) => {
        const bare = (words: string) => words.replace(/[*_~`]/g, '')
        expect(bare(plainText(given))).toBe(bare(given))
      }),
    )
  })
})
