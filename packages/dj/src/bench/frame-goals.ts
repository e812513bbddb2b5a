import type { Goal } from './rows.ts'

const times = (floor: number, aim: number) => ({ floor, aim, better: 'more' }) as const

/** What `dj bench frame` measures, in the order of its table. */
export const FRAME_GOALS = {
  'human-over-ours-640': {
    title: 'Human ÷ ours, 640×480, looking in every frame',
    unit: '×',
    held: times(11, 18),
  },
  'fixture-faces-found': {
    title: '  faces that this path finds of 22',
    unit: '',
    held: times(22, 22),
  },
  'human-over-ours-320-tracking': {
    title: 'Human ÷ ours, 320×240, tracking',
    unit: '×',
    held: times(20, 30),
  },
  'face-api-tiny-over-ours': {
    title: 'face-api tiny416 ÷ ours, 320×240, tracking',
    unit: '×',
    held: times(25, 40),
  },
  'face-api-ssd-over-ours': {
    title: 'face-api SSD ÷ ours, 320×240, tracking',
    unit: '×',
    held: times(80, 120),
  },
  'haar-pytorch-over-ours': {
    title: 'OpenCV Haar + PyTorch 0.5 GMAC ÷ ours, 320×240, tracking',
    unit: '×',
    held: times(20, 30),
  },
  'emotion-rate-over-best-convolution': {
    title: 'emotion network int8 GOP/s ÷ best large int8 convolution',
    unit: '',
    held: times(0.75, 0.88),
  },
  'frame-over-its-parts': {
    title: 'frame at 640×480 ÷ (decode + detectors + network at that best rate)',
    unit: '',
    held: { floor: 1.5, aim: 1.25, better: 'less' },
  },
  'ours-640-cpu': { title: 'ours, 640×480, looking in every frame', unit: 'ms' },
  'ours-320-tracking-cpu': { title: 'ours, 320×240, tracking', unit: 'ms' },
  'human-640-cpu': { title: 'Human, 640×480', unit: 'ms' },
  'human-320-cpu': { title: 'Human, 320×240', unit: 'ms' },
  'human-face-640-cpu': { title: 'Human with its whole face module, as it comes, 640×480', unit: 'ms' },
  'face-api-tiny-cpu': { title: 'face-api tiny416, 320×240', unit: 'ms' },
  'face-api-ssd-cpu': { title: 'face-api SSD with landmarks, 320×240', unit: 'ms' },
  'haar-pytorch-cpu': { title: 'OpenCV Haar + PyTorch 0.5 GMAC, 320×240', unit: 'ms' },
  'decode-640-cpu': { title: 'decode alone, 640×480', unit: 'ms' },
  'look-cpu': { title: 'follower network alone', unit: 'ms' },
  'search-cpu': { title: 'search network alone', unit: 'ms' },
  'emotion-cpu': { title: 'emotion network alone, one view of a face', unit: 'ms' },
  'emotion-work': { title: 'emotion network, multiply-adds, one view', unit: 'M' },
  'emotion-rate': { title: 'emotion network, operations a second', unit: 'GOP/s' },
  'convolution-rate': { title: 'best large int8 convolution', unit: 'GOP/s' },
} as const satisfies Record<string, Goal>
export type FrameName = keyof typeof FRAME_GOALS
