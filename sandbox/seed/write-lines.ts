import { type Sandbox, selectFirstNumber } from '../context.ts'
import { receiveMessage } from '../inbound/receive-message.ts'
import { isWindowOpen } from '../messages/window.ts'
import { seedCustomers } from './customers.ts'

const laterLine = 'Merhaba, tekrar ben 🙂'

/**
 * Each of the twenty whose 24-hour window with the first number is shut writes to it: their first line at the
 * first start, a greeting whenever a day has passed. So one can always write to them.
 */
export const writeLines = async (sandbox: Sandbox): Promise<void> => {
  const number = selectFirstNumber(sandbox.state)
  for (const { digits, name, firstLine } of seedCustomers) {
    const known = sandbox.state.customers.get(digits)
    if (isWindowOpen(known, number, sandbox.now())) continue
    const body = known ? laterLine : firstLine
    const message = { type: 'text', text: { body } }
    await receiveMessage(sandbox, {
      number,
      from: digits,
      name: known?.name ?? name,
      type: 'text',
      message,
      copies: 1,
    })
  }
}
