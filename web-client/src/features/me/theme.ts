// Light, dark, or as the device says; remembered on the device.

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const REMEMBERED = 'talkoo.theme'

export function rememberedTheme(): Theme {
  const word = localStorage.getItem(REMEMBERED)
  return themes.find((theme) => theme === word) ?? 'system'
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme']
    localStorage.removeItem(REMEMBERED)
  } else {
    document.documentElement.dataset['theme'] = theme
    localStorage.setItem(REMEMBERED, theme)
  }
}
