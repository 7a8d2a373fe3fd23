import { Type } from 'typebox'
import { IdParam } from '../http/id-param.ts'
import { IntegrationParams } from '../integrations/guard.ts'

/** The path parameters of everything below a chat. */
export const ChatParams = Type.Object({ ...IntegrationParams.properties, chat_id: IdParam })
