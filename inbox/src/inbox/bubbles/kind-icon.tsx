import {
  Contact,
  FileText,
  Image,
  LayoutList,
  type LucideIcon,
  MapPin,
  Mic,
  ReceiptText,
  ShoppingBag,
  Sticker,
  Video,
} from 'lucide-react'

const ICONS: Record<string, LucideIcon> = {
  image: Image,
  video: Video,
  audio: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contacts: Contact,
  interactive: LayoutList,
  button: LayoutList,
  template: ReceiptText,
  order: ShoppingBag,
}

/** What kind of message it is, beside the words that say so. */
export const KindIcon = ({ type, size = 14 }: { type: string; size?: number }) => {
  const Icon = Object.hasOwn(ICONS, type) ? ICONS[type] : undefined
  return Icon ? <Icon size={size} aria-hidden /> : null
}
