// The drawn animals a person may choose as their face here; nobody shows a real face. DAT-8
export const avatars = [
  'fox',
  'rabbit-face',
  'panda',
  'koala',
  'lion',
  'tiger-face',
  'frog',
  'owl',
  'penguin',
  'octopus',
  'turtle',
  'dolphin',
  'hedgehog',
  'unicorn',
  'bear',
  'cat-face',
  'dog-face',
  'elephant',
  'sloth',
  'otter',
  'monkey-face',
  'parrot',
  'sauropod',
  'whale',
] as const
export type Avatar = (typeof avatars)[number]
export const bands = ['5-9', '10-13'] as const
export type Band = (typeof bands)[number]
