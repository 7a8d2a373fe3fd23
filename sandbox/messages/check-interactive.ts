import type { State } from '../state/state.ts'
import { requireFields, requireOneOf } from './fields.ts'
import {
  checkAddress,
  checkCallPermission,
  checkCtaUrl,
  checkFlow,
  checkLocationRequest,
} from './interactive/check-actions.ts'
import { checkButtons } from './interactive/check-button.ts'
import { checkCarousel } from './interactive/check-carousel.ts'
import { checkList } from './interactive/check-list.ts'
import { checkOrderDetails, checkOrderStatus } from './interactive/check-orders.ts'
import { checkCatalog, checkProduct, checkProductList } from './interactive/check-products.ts'
import type { InteractiveCheck } from './interactive/parts.ts'
import type { Outgoing } from './outgoing.ts'

const checks = {
  button: checkButtons,
  list: checkList,
  cta_url: checkCtaUrl,
  location_request_message: checkLocationRequest,
  flow: checkFlow,
  product: checkProduct,
  product_list: checkProductList,
  catalog_message: checkCatalog,
  carousel: checkCarousel,
  address_message: checkAddress,
  call_permission_request: checkCallPermission,
  order_details: checkOrderDetails,
  order_status: checkOrderStatus,
} satisfies Record<string, (check: InteractiveCheck) => Outgoing['failure']>

const types = Object.keys(checks) as (keyof typeof checks)[]

/** `interactive`, by its own type. */
export const checkInteractive = (state: State, now: number, value: unknown): Outgoing => {
  const interactive = requireFields(value, 'interactive')
  const type = requireOneOf(interactive['type'], 'interactive.type', types)
  return { type: 'interactive', failure: checks[type]({ state, now, interactive }) }
}
