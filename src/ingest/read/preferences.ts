import { digitsOf } from '../../messages/phone.ts'
import { listUserPreferences } from '../../whatsapp/webhook-preferences.ts'
import { addProblem, type Reader } from '../work.ts'

/** Field `user_preferences`: who wants marketing messages no more, or again. */
export const readPreferences: Reader = (routed, work) => {
  const { preferences, unrecognised } = listUserPreferences(routed.change)
  for (const { reason } of unrecognised) addProblem(work, routed, reason)
  for (const { waId, userId, value, at: toldAt = routed.receivedAt } of preferences) {
    // A time in the future would stand against all that is told later.
    const at = toldAt > routed.receivedAt ? routed.receivedAt : toldAt
    const address = digitsOf(waId) ?? userId
    if (address === undefined) addProblem(work, routed, 'A preference of which nobody knows whose it is')
    else
      work.preferences.push({
        wabaId: routed.account[0]!.wabaId,
        address,
        userId: userId ?? null,
        value,
        at,
        source: 'whatsapp',
      })
  }
}
