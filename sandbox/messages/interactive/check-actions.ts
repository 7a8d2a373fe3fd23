import { invalid, requireFields, requireHttpUrl, requireOneOf, requireText } from '../fields.ts'
import type { Outgoing } from '../outgoing.ts'
import { checkBody, checkFooter, checkHeader, type InteractiveCheck, requireNamedAction } from './parts.ts'

const actionPath = 'interactive.action.parameters'

/** `cta_url`: one button with a link. */
export const checkCtaUrl = (check: InteractiveCheck): Outgoing['failure'] => {
  const failure = checkHeader(check)
  checkBody(check, 1024)
  checkFooter(check)
  const parameters = requireNamedAction(check, 'cta_url')
  requireText(parameters['display_text'], `${actionPath}.display_text`, 20)
  requireHttpUrl(parameters['url'], `${actionPath}.url`)
  return failure
}

export const checkLocationRequest = (check: InteractiveCheck): undefined => {
  checkBody(check, 1024)
  requireNamedAction(check, 'send_location')
}

/** `flow`: by id or by name, one of the two. */
export const checkFlow = (check: InteractiveCheck): Outgoing['failure'] => {
  const failure = checkHeader(check)
  checkBody(check, 1024)
  checkFooter(check)
  const parameters = requireNamedAction(check, 'flow')
  requireText(String(parameters['flow_message_version'] ?? ''), `${actionPath}.flow_message_version`, 10)
  const isById = parameters['flow_id'] !== undefined
  if (isById === (parameters['flow_name'] !== undefined)) {
    throw invalid(actionPath, 'must have exactly one of flow_id and flow_name.')
  }
  requireText(parameters['flow_cta'], `${actionPath}.flow_cta`, 30)
  if (parameters['mode'] !== undefined)
    requireOneOf(parameters['mode'], `${actionPath}.mode`, ['draft', 'published'])
  if (parameters['flow_action'] !== undefined) {
    requireOneOf(parameters['flow_action'], `${actionPath}.flow_action`, ['navigate', 'data_exchange'])
  }
  if (parameters['flow_action_payload'] !== undefined) {
    const payload = requireFields(parameters['flow_action_payload'], `${actionPath}.flow_action_payload`)
    requireText(payload['screen'], `${actionPath}.flow_action_payload.screen`, 200)
  }
  return failure
}

export const checkAddress = (check: InteractiveCheck): Outgoing['failure'] => {
  const failure = checkHeader(check)
  checkBody(check, 1024)
  checkFooter(check)
  requireText(requireNamedAction(check, 'address_message')['country'], `${actionPath}.country`, 2)
  return failure
}

export const checkCallPermission = (check: InteractiveCheck): undefined => {
  checkBody(check, 1024)
  requireNamedAction(check, 'call_permission_request')
}
