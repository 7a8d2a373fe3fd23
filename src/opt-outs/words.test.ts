import { describe, expect, test } from 'vitest'
import { createWishWords, DEFAULT_WORDS } from './words.ts'

const { wishOf } = DEFAULT_WORDS

describe('stop is', () => {
  test.each([
    'STOP',
    'stop',
    'Stop',
    ' stop \n',
    'STOP!',
    'Stop.',
    '"stop"',
    '«STOP»',
    '*STOP*',
    'S T O P',
    'stop 🛑',
    'STOPALL',
    'Stop all',
    'Stop promotions',
    'Kampanyaları durdur',
    'PROMOSYONLARI DURDUR',
    'UNSUBSCRIBE',
    'unsubscrıbe',
    'UNSUBSCRİBE',
    'opt out',
    'Opt-Out',
    'OPTOUT',
    'dur',
    'DUR!',
    'Durdur',
    'DURDUR',
    'ret',
    'RET',
    'RET.',
    'abonelikten çık',
    'ABONELİKTEN ÇIK',
    'ABONELIKTEN CIK',
    'Abonelikten cik!',
    'abonelıkten çik',
    'aboneliği iptal et',
    'Aboneligi Iptal Et',
    'Abonelik iptal',
    'Listeden çık',
    'LİSTEDEN ÇIKAR',
    // As a phone may write it: the letter, then its accents.
    'listeden çık'.normalize('NFD'),
    'LİSTEDEN ÇIK'.normalize('NFD'),
  ])('%j', (text) => expect(wishOf(text)).toBe('stop'))
})

describe('resume is', () => {
  test.each([
    'START',
    'start',
    'Unstop',
    'RESUME',
    'Subscribe',
    'opt in',
    'OPT-IN',
    'BAŞLA',
    'Başla',
    'basla',
    'BASLA!',
    'Başlat',
    'abone ol',
    'ABONE OL',
  ])('%j', (text) => expect(wishOf(text)).toBe('resume'))
})

describe('neither is', () => {
  test.each([
    '',
    ' ',
    '!',
    '🛑',
    // More than the word.
    'Please stop',
    "Don't stop",
    'stop it',
    'Stopp',
    'stopped',
    'nonstop',
    'bus stop',
    'stop2',
    'Durum nedir?',
    'dur bi dakika',
    'Durmayın',
    'Duruyor mu',
    'retweet',
    'ret edildi mi',
    'Siparişim iptal edildi mi?',
    'iptal et',
    'abone',
    'aboneyim',
    'Başlangıç',
    'ne zaman başlar',
    'start date?',
    'restart',
    // About an order, a chat or a bot's menu as often as not.
    'iptal',
    'İPTAL',
    'cancel',
    'end',
    'quit',
    'çık',
    'ÇIKIŞ',
    'Hayır',
    'no',
    // Other scripts.
    'стоп',
    'قف',
    // Longer than a wish is, though nothing but punctuation is added.
    `stop${'.'.repeat(100)}`,
  ])('%j', (text) => expect(wishOf(text)).toBeUndefined())
})

describe('words that the operator chose', () => {
  test('take the place of the others, in any spelling', () => {
    const words = createWishWords(['İptal', ' çıkış '], ['devam'])
    expect(['IPTAL', 'cikis', 'ÇIKIŞ!'].map(words.wishOf)).toEqual(['stop', 'stop', 'stop'])
    expect(words.wishOf('Devam.')).toBe('resume')
    expect(words.wishOf('stop')).toBeUndefined()
  })

  test('that have no letter mean nothing, and none at all switch it off', () => {
    expect(createWishWords(['!'], ['?']).wishOf('')).toBeUndefined()
    expect(createWishWords([], []).wishOf('stop')).toBeUndefined()
  })

  test('in both lists mean stop', () => {
    expect(createWishWords(['tamam'], ['TAMAM']).wishOf('tamam')).toBe('stop')
  })
})
