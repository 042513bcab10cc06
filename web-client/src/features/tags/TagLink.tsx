// A tag that leads to its page.
import { Link } from '@tanstack/react-router'

export function TagLink({ slug, name }: { slug: string; name?: string }) {
  return (
    <Link to="/tag/$slug" params={{ slug }}>
      {name ?? `#${slug}`}
    </Link>
  )
}
