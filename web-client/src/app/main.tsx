// Where the client starts: styles, then the tree. It deliberately holds no logic of its own.
import '../ui/tokens.css'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode>Talkoo</StrictMode>)
