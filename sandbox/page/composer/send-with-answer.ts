import type { Content } from '../../phone/shapes.ts'
import { answer } from '../answers.ts'
import { send } from '../chats.ts'
import { change, state } from '../store.ts'

/** Sends a message, as an answer to the one that is being answered, if one is. */
export const sendWithAnswer = async (message: Content): Promise<boolean> => {
  const { answering } = state
  const isSent = await (answering ? answer(answering, message) : send(message))
  if (isSent) change({ answering: undefined })
  return isSent
}
