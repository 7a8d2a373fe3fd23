import { foldText } from '../chats/told.ts'

/** What a person wants of marketing messages from now on. */
export type Wish = 'stop' | 'resume'

/**
 * What counts as a wish when it is all that somebody writes, or stands on the button that they tap. Left out are words
 * that as often are about something else: cancel, end, quit, iptal, çık and çıkış answer a shop's question or leave a
 * bot's menu. MASA_OPT_OUT_WORDS takes them in where they are not.
 */
export const STOP_WORDS = [
  'stop',
  'stop all',
  'stop promotions',
  'kampanyaları durdur',
  'promosyonları durdur',
  'unsubscribe',
  'opt out',
  'dur',
  'durdur',
  'ret',
  'abonelik iptal',
  'abonelikten çık',
  'aboneliği iptal et',
  'listeden çık',
  'listeden çıkar',
]

export const RESUME_WORDS = [
  'start',
  'unstop',
  'resume',
  'subscribe',
  'opt in',
  'başla',
  'başlat',
  'abone ol',
]

/** Tells what a text wishes, if that is all it says. */
export type WishWords = { wishOf(text: string): Wish | undefined }

/** A text that is longer says more than a wish; nobody folds a long letter for nothing. */
const MAX_LENGTH = 100

/** Where a word is in both lists, *stop* counts. */
export const createWishWords = (stop: readonly string[], resume: readonly string[]): WishWords => {
  const wishes = new Map<string, Wish>([
    ...resume.map((word) => [reduce(word), 'resume'] as const),
    ...stop.map((word) => [reduce(word), 'stop'] as const),
  ])
  wishes.delete('')
  return { wishOf: (text) => (text.length > MAX_LENGTH ? undefined : wishes.get(reduce(text))) }
}

/**
 * Letters and digits alone, without case and accents: STOP!, «Stop», opt-out and optout, İPTAL, iptal and IPTAL are
 * one each. The dots of i and ı tell no two words apart, and phones put them where they like.
 */
const reduce = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}]/gu, '')

export const DEFAULT_WORDS = createWishWords(STOP_WORDS, RESUME_WORDS)
