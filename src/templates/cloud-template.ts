import type { MediaKind } from './definition.ts'

/** A place on the map, as the Cloud API takes it in a location header. */
export type CloudLocation = { latitude: number; longitude: number; name?: string; address?: string }

type TextParameter = { type: 'text'; parameter_name?: string; text: string }

type MediaParameter = { type: MediaKind } & Partial<Record<MediaKind, { id: string; filename?: string }>>

type HeaderParameter = TextParameter | MediaParameter | { type: 'location'; location: CloudLocation }

type ButtonParameter =
  | TextParameter
  | { type: 'coupon_code'; coupon_code: string }
  | { type: 'action'; action: { flow_token: string } }

/** One entry of a template message's `components`; `index` is the button's place in the template from 0. */
export type CloudComponent =
  | { type: 'header'; parameters: HeaderParameter[] }
  | { type: 'body'; parameters: TextParameter[] }
  | { type: 'button'; sub_type: 'url' | 'copy_code' | 'flow'; index: string; parameters: ButtonParameter[] }

/** The `template` object of a message to the Cloud API (Cloud API, "Template messages"). */
export type CloudTemplate = { name: string; language: { code: string }; components: CloudComponent[] }
