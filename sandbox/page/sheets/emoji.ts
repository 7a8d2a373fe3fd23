/** Quick reactions, as phones offer them. */
export const quickEmoji: readonly string[] = ['👍', '❤️', '😂', '😮', '😢', '🙏']

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The usual ones, to be found by looking. */
export const allEmoji: readonly string[] = Array.from(
  graphemes.segment(
    '😀😄😁😅😂🤣😊🙂😉😍🥰😘😋😜🤔🤨😐😏🙄😬😴🤒🤕🥳😎🤓😕😮😳🥺😢😭😱😡🤬👍👎👌✌️🤞🤝👏🙌🙏💪👋❤️🧡💛💚💙💜🖤💔💯🔥✨🎉🎁🎂☕🍕🌹☀️🌙⭐✅❌❓❗📦🚚💳📞⏰📍',
  ),
  ({ segment }) => segment,
)
