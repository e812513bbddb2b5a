import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { FrameLanes } from './frame-lanes.ts'

/** The figures of the live house. */
export interface LiveMetrics {
  /** From the camera to the mood said, seconds. */
  frameAge: Histogram
  framesReceived: Counter
  /** By `reason`. */
  framesDropped: Counter<'reason'>
  /** From the first reading to the settled mood, seconds. */
  settleTime: Histogram
  /** By `code`. */
  socketsClosed: Counter<'code'>
}

/** Registers them; `load` tells sockets, links tried again, and how lanes stand with each inference process, when asked. */
export function createLiveMetrics(
  registry: Registry,
  load: () => ReturnType<FrameLanes['load']> & { sockets: number; retries: number },
): LiveMetrics {
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('mooddj_sockets_open', 'Open live sockets', () => load().sockets)
  gauge('mooddj_frames_in_flight', 'Frames on their way through inference', () => load().inFlight)
  gauge('mooddj_frames_window', 'Frames that may be on their way', () => load().window)
  gauge('mooddj_inference_processes', 'Inference processes that are reached', () => load().posts.length)
  gauge(
    'mooddj_inference_link_retries',
    'How often a link to inference was tried again',
    () => load().retries,
  )
  new Gauge({
    name: 'mooddj_inference_sessions',
    help: 'Sessions whose frames go to an inference process',
    labelNames: ['process'],
    registers,
    collect() {
      this.reset()
      for (const { id, sessions } of load().posts) this.set({ process: id }, sessions)
    },
  })
  new Gauge({
    name: 'mooddj_inference_frames',
    help: 'Frames of an inference process, on their way or waiting for it',
    labelNames: ['process', 'state'],
    registers,
    collect() {
      this.reset()
      for (const { id, inFlight, waiting } of load().posts) {
        this.set({ process: id, state: 'in-flight' }, inFlight)
        this.set({ process: id, state: 'waiting' }, waiting)
      }
    },
  })
  return {
    frameAge: new Histogram({
      name: 'mooddj_frame_age_seconds',
      help: 'From the camera to the mood said',
      buckets: [0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2, 5],
      registers,
    }),
    framesReceived: new Counter({ name: 'mooddj_frames_received_total', help: 'Frames received', registers }),
    framesDropped: new Counter({
      name: 'mooddj_frames_dropped_total',
      help: 'Frames that became no reading, by reason',
      labelNames: ['reason'],
      registers,
    }),
    settleTime: new Histogram({
      name: 'mooddj_settle_seconds',
      help: 'From the first reading to a settled mood',
      buckets: [1, 1.5, 2, 3, 5, 8, 15, 30],
      registers,
    }),
    socketsClosed: new Counter({
      name: 'mooddj_sockets_closed_total',
      help: 'Live sockets closed, by close code',
      labelNames: ['code'],
      registers,
    }),
  }
}
