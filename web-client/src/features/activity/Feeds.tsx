// Addresses by which a feed reader hears of a channel or a tag with one's own rights. The secret is shown once.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type FeedView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { classes } from '../../ui/classes'
import { refusalWords } from '../people/refusals'
import { drawSecret, readFeeds } from './asking'
import styles from './activity.module.css'

export function Feeds({ channel, tag }: { channel: string | undefined; tag: string | undefined }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const channels = useSelected((state) => state.channels)
  const [feeds, setFeeds] = useState<readonly FeedView[]>([])
  const [made, setMade] = useState<string>()
  const load = useCallback(() => void readFeeds(store).then((got) => got.ok && setFeeds(got.value)), [store])
  useEffect(load, [load])
  const subject = tag !== undefined ? { tag } : channel !== undefined ? { channel } : undefined

  const make = async () => {
    if (subject === undefined) return
    const token = drawSecret()
    const got = await store.act({ t: 'make_feed', token, ...subject })
    if (!got.ok) return announce(refusalWords(got.refusal, m))
    setMade(`${location.origin}/api/v1/atom/${token}`)
    load()
  }
  const copy = () => made !== undefined && void navigator.clipboard.writeText(made).then(() => announce(m.copied))
  return (
    <details className={classes(styles.folded, styles.screen)}>
      <summary>
        <Icon name="down" size={18} />
        {m.activity.feeds}
      </summary>
      <div className={styles.card}>
        <p className={styles.soft}>{m.activity.feedsHint}</p>
        {feeds.map((feed) => (
          <div key={feed.id} className={styles.bar}>
            <span className={styles.grow}>
              {m.activity.feedOf[feed.sort]}: {feed.sort === 'tag' ? `#${feed.subject}` : (channels.get(feed.subject)?.name ?? '…')} <span className={styles.soft}>{format.date(Date.parse(feed.made_at))}</span>
            </span>
            <Button size="small" onPress={() => void store.act({ t: 'revoke_feed', feed: feed.id }).then(load)}>
              {m.activity.revoke}
            </Button>
          </div>
        ))}
        {made !== undefined && (
          <>
            <p role="status">{m.activity.feedMade}</p>
            <div className={styles.bar}>
              <code className={classes(styles.grow, styles.address)}>{made}</code>
              <Button size="small" onPress={copy}>
                {m.activity.copy}
              </Button>
            </div>
          </>
        )}
        {subject === undefined ? (
          <p className={styles.soft}>{m.activity.feedNeeds}</p>
        ) : (
          <div>
            <Button size="small" onPress={() => void make()}>
              {m.activity.makeFeed}
            </Button>
          </div>
        )}
      </div>
    </details>
  )
}
