// Which page of the product one was on last, besides one's own: feedback is mostly about that one.
let last = ''

export function visited(path: string): void {
  if (path !== '/me') last = path
}

export function lastPage(): string {
  return last
}
