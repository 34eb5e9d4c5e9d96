// Every address that tells something about a family, with the ids of real things in it.
type Ids = { child: string; post: string; photo: string }

export function routes({ child, post, photo }: Ids): string[] {
  return [
    '/api/children',
    `/api/children/${child}`,
    `/api/children/${child}/log`,
    `/api/children/${child}/sharing`,
    `/api/children/${child}/own-words`,
    `/api/children/${child}/yeses`,
    `/api/children/${child}/settings`,
    `/api/children/${child}/belongings`,
    '/api/account/closing',
    '/api/alerts',
    '/api/blocks',
    '/api/carers',
    '/api/to-decide',
    '/api/circles',
    '/api/collections',
    '/api/claims',
    '/api/tags',
    '/api/kept',
    '/api/moves',
    '/api/proposals',
    '/api/handovers',
    '/api/name-wishes',
    '/api/erasures',
    `/api/erasures/${child}`, // nobody's, and an id
    `/api/connection-offers/${child}`,
    '/api/connections',
    '/api/audience',
    '/api/feed',
    '/api/posts',
    `/api/posts/${post}`,
    '/api/inbox',
    '/api/receipts',
    '/api/devices',
    '/api/draft-keys/new',
    '/api/events',
    `/api/photos/${photo}/card`,
    `/api/photos/${photo}/screen`,
  ]
}
