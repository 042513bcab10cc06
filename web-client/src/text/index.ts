// The door of the texts.
export { localeNames, localeTags, locales, loadMessages, type Locale, type Messages } from './catalogue'
export { createFormat, HELSINKI, type Format } from './format'
export { regionName } from './regions'
export { preferredLocale, TextProvider, useText, type Text } from './TextProvider'
