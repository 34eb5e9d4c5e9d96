// Every drawn picture and icon the screens may use; only these are put into the build.
import { avatars } from '../features/people/avatars.ts'

const scenes = [
  'artist-palette', 'camera', 'check-mark-button', 'cloud', 'crescent-moon', 'deciduous-tree', 'electric-plug', 'envelope', 'eyes', 'framed-picture',
  'handshake', 'hourglass-done', 'house', 'hugging-face', 'key', 'kite', 'locked', 'magnifying-glass-tilted-left', 'memo', 'mobile-phone', 'motorway',
  'name-badge', 'people-hugging', 'raised-hand', 'receipt', 'seedling', 'shield', 'smiling-face', 'sparkles', 'speech-balloon', 'sun',
  'waving-hand',
] as const
export const pictures = [...avatars, ...scenes] as const
export type Picture = (typeof pictures)[number]

export const icons = [
  'arrow-left', 'arrow-counter-clockwise', 'camera', 'check', 'copy', 'envelope', 'eye', 'fingerprint', 'hand-waving', 'house', 'identification-card',
  'images', 'info', 'key', 'keyboard', 'lifebuoy', 'list', 'lock', 'moon', 'paper-plane-tilt', 'pencil', 'plus', 'qr-code', 'shield-check', 'sign-out', 'smiley',
  'speaker-high', 'tray', 'user', 'users-three', 'x',
] as const
export type Icon = (typeof icons)[number]
