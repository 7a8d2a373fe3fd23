import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packText, unpackText } from './packed-text.ts'
import { encodeRecord, findRecord } from './records.ts'
import type { OutboundMessage } from './state.ts'

const messageOf = (raw: string, callbackData: string): OutboundMessage => ({
  n: 7,
  id: 'wamid.x',
  numberId: '1',
  party: '905550000001',
  at: 1,
  previousOfParty: 0,
  plan: [1, 2, 3, -1],
  dispatch: undefined,
  failure: undefined,
  copies: 1,
  callbackData,
  category: 'service',
  isFree: true,
  packedBody: packText(raw),
  acknowledged: 0,
})

describe('a line of the journal', () => {
  it('gives back a message with its body to the letter, whatever texts are in it', () => {
    const tricky = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(',"body":', '","body":{', '\\', '"}'),
    )
    fc.assert(
      fc.property(fc.jsonValue(), tricky, tricky, (value, callbackData, text) => {
        const raw = JSON.stringify({ value, text, body: text })
        const message = messageOf(raw, callbackData)
        expect(unpackText(message.packedBody)).toBe(raw)
        const line = encodeRecord({ t: 'outbound', message })
        expect(line).not.toContain('\n')
        expect(findRecord(line)).toEqual({ t: 'outbound', message })
      }),
    )
  })

  it('is nothing when it is not JSON', () => {
    expect(findRecord('{"t":"outbound","n":1')).toBeUndefined()
    expect(findRecord('nonsense')).toBeUndefined()
  })
})
