/** Of several questions that are under way, an answer that a later one's has overtaken is not news any more. */
export type Turns = { ask(): number; isNews(turn: number): boolean }

export const createTurns = (): Turns => {
  let asked = 0
  let answered = 0
  return {
    ask: () => ++asked,
    isNews(turn) {
      if (turn < answered) return false
      answered = turn
      return true
    },
  }
}
