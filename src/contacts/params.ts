import { Type } from 'typebox'
import { IdParam } from '../http/id-param.ts'

/** The path parameter of everything below a contact. */
export const ContactParams = Type.Object({ contact_id: IdParam })
