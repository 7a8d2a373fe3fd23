import type { HttpApp } from '../http/app-type.ts'
import type { WebhookDependencies } from './endpoint-item.ts'
import { changeWebhookRoute } from './routes/change-webhook.ts'
import { createWebhookRoute } from './routes/create-webhook.ts'
import { deleteWebhookRoute } from './routes/delete-webhook.ts'
import { getDeliveryRoute } from './routes/get-delivery.ts'
import { getWebhookRoute } from './routes/get-webhook.ts'
import { listDeliveriesRoute } from './routes/list-deliveries.ts'
import { listWebhooksRoute } from './routes/list-webhooks.ts'
import { replayDeliveriesRoute } from './routes/replay-deliveries.ts'
import { replayDeliveryRoute } from './routes/replay-delivery.ts'
import { rotateSecretRoute } from './routes/rotate-secret.ts'
import { testWebhookRoute } from './routes/test-webhook.ts'

/** All routes of webhooks, below /v1. */
export const addWebhookRoutes = (app: HttpApp, dependencies: WebhookDependencies): void => {
  listWebhooksRoute(app, dependencies)
  createWebhookRoute(app, dependencies)
  getWebhookRoute(app, dependencies)
  changeWebhookRoute(app, dependencies)
  deleteWebhookRoute(app, dependencies)
  rotateSecretRoute(app, dependencies)
  testWebhookRoute(app, dependencies)
  listDeliveriesRoute(app, dependencies)
  getDeliveryRoute(app, dependencies)
  replayDeliveryRoute(app, dependencies)
  replayDeliveriesRoute(app, dependencies)
}
