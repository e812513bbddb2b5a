'use client'

import { type RefObject, useEffect, useReducer, useRef, useState } from 'react'
import type { Emotion } from '@mooddj/shared/emotion'
import type { ServerMessage } from '@mooddj/shared/live-protocol'
import { useApi } from '../api/api-context.tsx'
import { useSettings } from '../settings/settings-context.tsx'
import { createFrameCapture } from './camera.ts'
import { easedPace, type Pace, slowedPace, startingPace } from './frame-pacing.ts'
import { type Connection, type LiveSocket, openLiveSocket } from './live-socket.ts'
import { initialLiveState, type LiveState, reduce, withNewSession, withoutMood } from './live-state.ts'

/** The live session as the page draws it. After the camera is off, its id and its settled mood stay. */
export interface Live {
  state: LiveState
  connection: Connection
  sessionId: string | null
  /** Whether frames go up but nothing has come back for a while. */
  waiting: boolean
  /** Tells the server the mood chosen by hand; false when no socket is open. */
  override: (emotion: Emotion) => boolean
  /** Takes the choice by hand back: the camera counts again. */
  readAgain: () => void
}

type Action =
  | { type: 'message'; message: ServerMessage }
  | { type: 'new-session' }
  | { type: 'read-again' }
  | { type: 'closed' }

function step(state: LiveState, action: Action): LiveState {
  switch (action.type) {
    case 'message':
      return reduce(state, action.message)
    case 'new-session':
      return withNewSession(state)
    case 'read-again':
      return withoutMood(state)
    case 'closed':
      // The server keeps a settled mood usable after the socket has closed.
      return { ...initialLiveState, settled: state.settled }
    default:
      return action satisfies never
  }
}

const WAITING_MS = 4_000

/** Runs a live session while `stream` is a camera's: socket, frames, state. Everything ends when it becomes null. */
export function useLive(stream: MediaStream | null, video: RefObject<HTMLVideoElement | null>): Live {
  const { api } = useApi()
  const { socketOrigin } = useSettings()
  const [state, dispatch] = useReducer(step, initialLiveState)
  const [connection, setConnection] = useState<Connection>({ state: 'off', problem: null })
  const [sessionId, setSessionId] = useState<string | null>(null)
  const [waiting, setWaiting] = useState(false)
  const socketRef = useRef<LiveSocket | null>(null)

  useEffect(() => {
    if (!stream) return
    const pacing: { pace: Pace; heardAt: number } = {
      pace: startingPace(performance.now()),
      heardAt: performance.now(),
    }
    const socket = openLiveSocket({
      socketOrigin,
      requestTicket: api.ticket,
      onConnection: setConnection,
      onSession: (id, resumed) => {
        setSessionId(id)
        pacing.heardAt = performance.now()
        if (!resumed) dispatch({ type: 'new-session' })
      },
      onMessage: (message) => {
        pacing.heardAt = performance.now()
        if (message.type === 'slow')
          pacing.pace = slowedPace(pacing.pace, message.intervalMs, performance.now())
        dispatch({ type: 'message', message })
      },
    })
    socketRef.current = socket
    const stopFrames = sendFrames(socket, video, () => {
      pacing.pace = easedPace(pacing.pace, performance.now())
      setWaiting(performance.now() - pacing.heardAt > WAITING_MS)
      return pacing.pace.intervalMs
    })
    return () => {
      stopFrames()
      socketRef.current = null
      socket.close()
      setWaiting(false)
      dispatch({ type: 'closed' })
    }
  }, [stream, video, api, socketOrigin])

  const override = (emotion: Emotion) => socketRef.current?.say({ type: 'override', emotion }) ?? false
  const readAgain = () => {
    if (socketRef.current?.say({ type: 'reset' })) dispatch({ type: 'read-again' })
  }
  return { state, connection, sessionId, waiting, override, readAgain }
}

/** Sends the video's newest picture again and again, one at a time, each `intervalMs()` after the one before. */
function sendFrames(
  socket: LiveSocket,
  video: RefObject<HTMLVideoElement | null>,
  intervalMs: () => number,
): () => void {
  const running: {
    timer: ReturnType<typeof setTimeout> | undefined
    capture: ReturnType<typeof createFrameCapture> | null
  } = {
    timer: undefined,
    capture: null,
  }
  const next = async () => {
    const startedAt = performance.now()
    if (video.current && !document.hidden && socket.isReady()) {
      running.capture ??= createFrameCapture(video.current)
      const jpeg = await running.capture.capture()
      if (jpeg) socket.sendFrame(jpeg, Date.now())
    }
    const waitMs = Math.max(0, intervalMs() - (performance.now() - startedAt))
    if (running.timer !== undefined) running.timer = setTimeout(() => void next(), waitMs)
  }
  running.timer = setTimeout(() => void next(), 0)
  return () => {
    clearTimeout(running.timer)
    running.timer = undefined
  }
}
