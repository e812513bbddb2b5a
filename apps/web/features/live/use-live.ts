'use client'

import { type RefObject, useEffect, useReducer, useRef, useState } from 'react'
import type { Emotion } from '@mooddj/shared/emotion'
import type { ServerMessage } from '@mooddj/shared/live-protocol'
import { useApi } from '../api/api-context.tsx'
import { useSettings } from '../settings/settings-context.tsx'
import { type FramePump, NOTHING_TO_TELL, openFramePump, type PumpView } from './frame-pump.ts'
import { type Connection, type LiveSocket, openLiveSocket } from './live-socket.ts'
import {
  initialLiveState,
  isCalm,
  type LiveState,
  reduce,
  withNewSession,
  withoutMood,
} from './live-state.ts'

/** The live session as the page draws it. After the camera is off, its id and its settled mood stay. */
export interface Live {
  state: LiveState
  connection: Connection
  sessionId: string | null
  /** How it goes with the frames that go up. */
  sending: PumpView
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

/** Runs a live session while `stream` is a camera's: socket, frames, state. Everything ends when it becomes null. */
export function useLive(stream: MediaStream | null, video: RefObject<HTMLVideoElement | null>): Live {
  const { api } = useApi()
  const { socketOrigin } = useSettings()
  const [state, dispatch] = useReducer(step, initialLiveState)
  const [connection, setConnection] = useState<Connection>({ state: 'off', problem: null })
  const [sessionId, setSessionId] = useState<string | null>(null)
  const [sending, setSending] = useState(NOTHING_TO_TELL)
  const socketRef = useRef<LiveSocket | null>(null)
  const pumpRef = useRef<FramePump | null>(null)

  useEffect(() => {
    if (!stream) return
    const socket = openLiveSocket({
      socketOrigin,
      requestTicket: api.ticket,
      onConnection: setConnection,
      onSession: (id, resumed) => {
        setSessionId(id)
        pumpRef.current?.connected()
        if (!resumed) dispatch({ type: 'new-session' })
      },
      onMessage: (message) => {
        pumpRef.current?.heard(message)
        dispatch({ type: 'message', message })
      },
    })
    const pump = openFramePump({ video: () => video.current, socket, onView: setSending })
    socketRef.current = socket
    pumpRef.current = pump
    return () => {
      pump.close()
      pumpRef.current = null
      socketRef.current = null
      socket.close()
      setSending(NOTHING_TO_TELL)
      dispatch({ type: 'closed' })
    }
  }, [stream, video, api, socketOrigin])

  const calm = isCalm(state)
  useEffect(() => pumpRef.current?.setCalm(calm), [calm, stream])

  const override = (emotion: Emotion) => socketRef.current?.say({ type: 'override', emotion }) ?? false
  const readAgain = () => {
    if (socketRef.current?.say({ type: 'reset' })) dispatch({ type: 'read-again' })
  }
  return { state, connection, sessionId, sending, override, readAgain }
}
