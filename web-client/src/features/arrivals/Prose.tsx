// Terms as they are written: headings, lists and paragraphs. No links and no pictures: they are read before signing in.
import styles from './arrivals.module.css'

export function Prose({ text, lang }: { text: string; lang: string }) {
  return (
    <div className={styles.prose} lang={lang}>
      {text.split(/\n{2,}/).map((block, at) => {
        const key = `${at}`
        if (/^#+ /.test(block)) return <h3 key={key}>{block.replace(/^#+ /, '')}</h3>
        if (block.startsWith('- '))
          return (
            <ul key={key}>
              {block.split('\n').map((line) => (
                <li key={line}>{line.replace(/^- /, '')}</li>
              ))}
            </ul>
          )
        return <p key={key}>{block}</p>
      })}
    </div>
  )
}
