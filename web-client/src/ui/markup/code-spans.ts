// Code between runs of backticks. The runs are counted once, so that no text is searched twice.

const RUN = /`+/g

export class CodeSpans {
  private runs: Map<number, { starts: number[]; next: number }> | undefined

  constructor(private readonly source: string) {}

  /** The span that opens at a run of backticks, or only where that run ends. */
  at(start: number): { text: string | undefined; end: number } {
    RUN.lastIndex = start
    const width = RUN.exec(this.source)?.[0].length ?? 1
    const from = start + width
    const close = this.nextRun(width, from)
    if (close === undefined) return { text: undefined, end: from }
    return { text: content(this.source.slice(from, close)), end: close + width }
  }

  /** Where the next run of exactly this width begins. */
  private nextRun(width: number, from: number): number | undefined {
    this.runs ??= count(this.source)
    const runs = this.runs.get(width)
    if (!runs) return undefined
    while ((runs.starts[runs.next] ?? from) < from) runs.next += 1
    return runs.starts[runs.next]
  }
}

function count(source: string): Map<number, { starts: number[]; next: number }> {
  const runs = new Map<number, { starts: number[]; next: number }>()
  for (const run of source.matchAll(RUN)) {
    const known = runs.get(run[0].length)
    if (known) known.starts.push(run.index)
    else runs.set(run[0].length, { starts: [run.index], next: 0 })
  }
  return runs
}

/** One space at each side belongs to the signs; a line break is a space. */
function content(written: string): string {
  if (written.includes('\n')) return written.replace(/[ \t\n]+/g, ' ').replace(/^ | $/g, '')
  const padded = written.startsWith(' ') && written.endsWith(' ') && /[^ ]/.test(written)
  return padded ? written.slice(1, -1) : written
}
