'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { cameraProblem, closeCamera, openCamera } from './camera.ts'

export interface Camera {
  stream: MediaStream | null
  isOpening: boolean
  /** Why it is not open. */
  problem: Problem | null
  open: () => Promise<void>
  close: () => void
}

/** The person's camera. It goes dark when the view that asked for it is left. */
export function useCamera(): Camera {
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [isOpening, setIsOpening] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const held = useRef<{ stream: MediaStream | null; wanted: number }>({ stream: null, wanted: 0 })

  const close = useCallback(() => {
    held.current.wanted += 1
    if (held.current.stream) closeCamera(held.current.stream)
    held.current.stream = null
    setStream(null)
    setIsOpening(false)
  }, [])

  const open = useCallback(async () => {
    const wanted = held.current.wanted + 1
    held.current.wanted = wanted
    setIsOpening(true)
    setProblem(null)
    try {
      const opened = await openCamera()
      // The view may have been left, or the camera asked for anew, while the browser was asking.
      if (held.current.wanted !== wanted) {
        closeCamera(opened)
        return
      }
      for (const track of opened.getTracks()) {
        track.addEventListener('ended', () => {
          close()
          setProblem(cameraProblem(new DOMException('The camera went away', 'NotFoundError')))
        })
      }
      held.current.stream = opened
      setStream(opened)
    } catch (error) {
      if (held.current.wanted === wanted) setProblem(cameraProblem(error))
    }
    if (held.current.wanted === wanted) setIsOpening(false)
  }, [close])

  useEffect(() => close, [close])
  return { stream, isOpening, problem, open, close }
}
