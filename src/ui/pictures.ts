// Every drawn picture and icon the screens may use; only these are put into the build.
import { avatars } from '../features/people/avatars.ts'

const scenes = [
  'backpack', 'artist-palette', 'broom', 'camera', 'check-mark-button', 'cloud', 'crescent-moon', 'deciduous-tree', 'electric-plug', 'envelope', 'eyes', 'framed-picture',
  'grinning-face', 'handshake', 'hourglass-done', 'house', 'hugging-face', 'key', 'kite', 'locked', 'magnifying-glass-tilted-left', 'memo', 'mobile-phone', 'motorway',
  'name-badge', 'open-book', 'people-hugging', 'raised-hand', 'receipt', 'scroll', 'seedling', 'shield', 'smiling-face', 'soccer-ball', 'sparkles', 'speech-balloon', 'star', 'sun',
  'sunflower', 'thinking-face', 'waving-hand',
] as const
export const pictures = [...avatars, ...scenes] as const
export type Picture = (typeof pictures)[number]

export const icons = [
  'arrow-left', 'arrow-counter-clockwise', 'camera', 'check', 'clock', 'copy', 'envelope', 'eye', 'fingerprint', 'gear', 'hand-heart', 'hand-waving', 'house', 'identification-card', 'image',
  'images', 'info', 'key', 'keyboard', 'lifebuoy', 'link', 'list', 'lock', 'moon', 'paper-plane-tilt', 'pencil', 'plus', 'printer', 'qr-code', 'question', 'shield-check', 'sign-out', 'smiley',
  'speaker-high', 'text-aa', 'trash', 'tray', 'user', 'users', 'users-three', 'warning-circle', 'wifi-slash', 'x',
] as const
export type Icon = (typeof icons)[number]
