// An article as its readers see it, in their language where it is written; above it, for its editors, what may be done next.
import { useEffect, useState } from 'react'
import { useStore } from '../../store'
import { localeNames, useText, type Locale } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { articleOf, inLanguage, LANGS } from './body'
import styles from './news.module.css'
import { Figure, Shown } from './Shown'
import { Steps, type StepsProps } from './Steps'
import { useWords } from './text'
import { useName } from './useHold'

export function Reader({ item, scene, onEdit, onChanged }: StepsProps) {
  const { locale, format } = useText()
  const words = useWords()
  const store = useStore()
  const announce = useAnnounce()
  const article = articleOf(item)
  const [lang, setLang] = useState<Locale>(locale)
  const shown = inLanguage(article, lang)
  const isOpen = !item.desk && item.state !== 'archived'
  const langs = LANGS.filter((one) => one === article.lang || article.versions[one])
  useEffect(() => {
    store.needMembers(article.coAuthors)
  }, [store, article.coAuthors])
  const share = async () => {
    await navigator.clipboard.writeText(`${location.origin}${scene.linkTo(item.id)}`)
    announce(words.linkCopied)
  }
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <div className={styles.buttons}>
          <Button look="quiet" icon="back" onPress={() => scene.open(undefined)}>
            {words.back}
          </Button>
          {isOpen && (
            <Button look="quiet" icon="link" onPress={() => void share()}>
              {words.copyLink}
            </Button>
          )}
          {article.isPublic && isOpen && (
            <a href={`/julkinen/${item.id}`} target="_blank" rel="noreferrer">
              {words.publicPage}
            </a>
          )}
        </div>
        {scene.row.channel.desk !== undefined && <Steps item={item} scene={scene} onEdit={onEdit} onChanged={onChanged} />}
        {langs.length > 1 && (
          <div className={styles.buttons} role="group" aria-label={words.languages}>
            {langs.map((one) => (
              <Button key={one} size="small" look={one === shown.lang ? 'primary' : 'plain'} aria-pressed={one === shown.lang} onPress={() => setLang(one)}>
                {localeNames[one]}
              </Button>
            ))}
          </div>
        )}
        {shown.lang !== lang && <p className={styles.soft}>{words.fallbackShown(localeNames[shown.lang as Locale])}</p>}
        <article className={styles.article} lang={shown.lang}>
          <h1>{shown.title}</h1>
          {article.publishedAt !== undefined && (
            <p className={styles.soft}>
              {words.published} {format.brief(Date.parse(article.publishedAt))}
            </p>
          )}
          {article.coAuthors.length > 0 && <p className={styles.soft}>{words.coAuthors}: {article.coAuthors.map((id, at) => <Name key={id} id={id} isLast={at === article.coAuthors.length - 1} />)}</p>}
          {article.cover && <Figure channel={item.channel} picture={article.cover} />}
          {shown.lead !== '' && <p className={styles.lead}>{shown.lead}</p>}
          {article.corrections.length > 0 && (
            <section className={styles.note} aria-label={words.corrections} lang={article.lang}>
              <strong>{words.corrections}</strong>
              {article.corrections.map((one) => (
                <p key={one.at}>
                  {format.brief(Date.parse(one.at))}: {one.text}
                </p>
              ))}
            </section>
          )}
          <Shown channel={item.channel} blocks={shown.blocks} />
        </article>
        <div className={styles.talk}>{scene.talk(item.id)}</div>
      </div>
    </div>
  )
}

function Name({ id, isLast }: { id: string; isLast: boolean }) {
  return `${useName(id)}${isLast ? '' : ', '}`
}
