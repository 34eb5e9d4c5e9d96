// The stickers that come with the app, in sets a child can look through. No person, no weapon, no brand, no cup to win. Their words are in studio.po.
export const stickerSets = {
  animals:
    'cat-face dog-face fox lion tiger-face bear panda koala rabbit-face mouse-face hamster monkey-face frog pig-face cow-face horse-face unicorn wolf elephant giraffe penguin owl baby-chick duck parrot turtle dolphin spouting-whale octopus tropical-fish crab butterfly lady-beetle honeybee snail t-rex sauropod dragon-face hedgehog sloth',
  smiles:
    'grinning-face-with-big-eyes smiling-face-with-smiling-eyes face-with-tears-of-joy smiling-face-with-sunglasses star-struck partying-face nerd-face hugging-face winking-face zany-face face-with-tongue thinking-face sleeping-face upside-down-face cowboy-hat-face smiling-face-with-halo alien robot ghost red-heart orange-heart yellow-heart green-heart blue-heart purple-heart sparkling-heart two-hearts speech-balloon thought-balloon collision',
  sky: 'sun sun-with-face rainbow cloud snowflake snowman star glowing-star shooting-star sparkles crescent-moon full-moon-face ringed-planet fire droplet water-wave sunflower tulip rose cherry-blossom hibiscus four-leaf-clover cactus palm-tree deciduous-tree evergreen-tree maple-leaf mushroom high-voltage volcano',
  food: 'red-apple banana strawberry cherries watermelon pineapple grapes lemon peach carrot broccoli ear-of-corn pizza hamburger french-fries hot-dog taco sushi pancakes waffle cookie doughnut cupcake birthday-cake ice-cream soft-ice-cream lollipop candy popcorn honey-pot',
  play: 'balloon party-popper wrapped-gift kite soccer-ball basketball tennis baseball skateboard bicycle kick-scooter teddy-bear yo-yo puzzle-piece game-die artist-palette guitar drum trumpet accordion musical-notes crown top-hat sunglasses glasses magic-wand backpack books crayon light-bulb umbrella ribbon',
  trips:
    'rocket flying-saucer airplane helicopter sailboat speedboat automobile racing-car bus fire-engine ambulance tractor train locomotive ferris-wheel carousel-horse roller-coaster castle circus-tent house tent beach-with-umbrella desert-island mountain anchor globe-showing-europe-africa compass camera key bell',
} as const
export type StickerSet = keyof typeof stickerSets

/** What the studio itself shows: a picture for each tool and each set, and the face that lies on a cover. */
export const toolDrawings =
  'scissors sun rainbow see-no-evil-monkey glowing-star input-latin-letters crayon framed-picture smiling-face fox cupcake balloon rocket'

export const sets = Object.keys(stickerSets) as StickerSet[]

export function stickersIn(set: StickerSet): string[] {
  return stickerSets[set].split(' ')
}

export function setOf(sticker: string): StickerSet | undefined {
  return sets.find((set) => stickersIn(set).includes(sticker))
}

/** Stickers one of whose words begins with what was typed. `wordsOf` gives them in the reader's language. */
export function findStickers(typed: string, wordsOf: (sticker: string) => string): string[] {
  const wanted = plain(typed.trim())
  if (!wanted) return []
  return sets.flatMap(stickersIn).filter((sticker) =>
    plain(wordsOf(sticker))
      .split(/[\s,-]+/)
      .some((word) => word.startsWith(wanted)),
  )
}

function plain(words: string): string {
  return words
    .toLocaleLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
}
