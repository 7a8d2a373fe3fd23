import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Line } from '../timeline.ts'

/** So near to the end, what comes in is followed. */
const AT_END_PX = 80
/** A wheel goes on turning a moment after it was touched. */
const TOUCHED_MS = 1_000

/**
 * The newest line stays in sight as long as the reader is there; whoever has scrolled up is left alone. Lines get their
 * height when they are drawn, which moves the end as well: only what the reader does counts as leaving it. With
 * `hasNewer` the newest is not among the lines, and there is no end to follow.
 */
export const useEnd = (list: RefObject<VirtualizerHandle | null>, lines: Line[], hasNewer: boolean) => {
  const [isAtEnd, setAtEnd] = useState(true)
  const follows = useRef(true)
  const touchedAt = useRef(0)
  const last = lines.at(-1)
  const lastKey = last?.key
  const isOwn = last?.kind === 'outgoing'
  const count = useRef(0)
  count.current = lines.length
  const toEnd = useCallback(() => {
    follows.current = true
    list.current?.scrollToIndex(count.current - 1, { align: 'end' })
  }, [list])
  useLayoutEffect(() => {
    if (lastKey !== undefined && !hasNewer && (follows.current || isOwn)) toEnd()
  }, [lastKey, isOwn, hasNewer, toEnd])
  const touch = (): void => {
    touchedAt.current = Date.now()
  }
  return {
    isAtEnd,
    toEnd,
    /** Whether the end is to be in sight, of what is read next. */
    followEnd: useCallback((isWanted: boolean): void => {
      follows.current = isWanted
    }, []),
    noteScroll: (offset: number): void => {
      const handle = list.current
      if (!handle) return
      const isNear = offset + handle.viewportSize > handle.scrollSize - AT_END_PX
      if (hasNewer) follows.current = false
      else if (isNear) follows.current = true
      else if (Date.now() - touchedAt.current < TOUCHED_MS) follows.current = false
      setAtEnd(follows.current)
    },
    onResize: (): void => {
      if (follows.current && !hasNewer) toEnd()
    },
    handlers: {
      onWheel: touch,
      onTouchMove: touch,
      onKeyDown: touch,
      onPointerDown: touch,
      onPointerMove: touchHeld(touch),
    },
  }
}

/** The bar at the side is dragged. */
const touchHeld = (touch: () => void) => (event: { buttons: number }) => {
  if (event.buttons > 0) touch()
}
