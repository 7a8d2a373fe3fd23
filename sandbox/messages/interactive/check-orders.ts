import { invalid, requireFields, requireText } from '../fields.ts'
import type { Outgoing } from '../outgoing.ts'
import { checkBody, checkFooter, checkHeader, type InteractiveCheck, requireNamedAction } from './parts.ts'

const path = 'interactive.action.parameters'

/** `order_details`: what is to be paid. */
export const checkOrderDetails = (check: InteractiveCheck): Outgoing['failure'] => {
  const failure = checkHeader(check)
  checkBody(check, 1024)
  checkFooter(check)
  const parameters = requireNamedAction(check, 'review_and_pay')
  requireText(parameters['reference_id'], `${path}.reference_id`, 60)
  requireText(parameters['currency'], `${path}.currency`, 3)
  const total = requireFields(parameters['total_amount'], `${path}.total_amount`)
  if (!Number.isInteger(total['value']) || !Number.isInteger(total['offset'])) {
    throw invalid(`${path}.total_amount`, 'must have whole numbers as value and offset.')
  }
  requireFields(parameters['order'], `${path}.order`)
  return failure
}

/** `order_status`: how far an order has come. */
export const checkOrderStatus = (check: InteractiveCheck): undefined => {
  checkBody(check, 1024)
  checkFooter(check)
  const parameters = requireNamedAction(check, 'review_order')
  requireText(parameters['reference_id'], `${path}.reference_id`, 60)
  const order = requireFields(parameters['order'], `${path}.order`)
  requireText(order['status'], `${path}.order.status`, 60)
}
