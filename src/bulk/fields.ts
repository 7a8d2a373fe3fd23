import { Type } from 'typebox'
import { IdParam } from '../http/id-param.ts'
import { IntegrationParams } from '../integrations/guard.ts'

/** The path parameters of everything below a bulk send. */
export const BulkParams = Type.Object({ ...IntegrationParams.properties, bulk_id: IdParam })
