import { describe, expect, it } from 'vitest'
import { mergeValues } from './gather-values.ts'
import { createKeyResolver } from './variables.ts'

const resolve = createKeyResolver(['header-1', 'body-1', 'body-2'])

describe('parameters of one recipient over those shared by all', () => {
  it('win, however either side spelt the key', () => {
    expect(mergeValues(resolve, { body_1: 'all', 'body-2': 'all' }, { body1: 'own' })).toEqual({
      body1: 'own',
      'body-2': 'all',
    })
  })

  it('keep keys of both sides that the template does not have, so that they are named', () => {
    expect(mergeValues(resolve, { 'body-7': 'all', x: 'all' }, { 'body-8': 'own', x: 'own' })).toEqual({
      'body-7': 'all',
      'body-8': 'own',
      x: 'own',
    })
  })
})
