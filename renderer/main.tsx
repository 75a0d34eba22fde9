import './zod-without-eval.ts';
import './styles/base.css';
import './styles/fonts.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { language } from './strings/language.ts';
import { reportUnhandledErrors } from './unhandled-errors.ts';

document.documentElement.lang = language;
reportUnhandledErrors();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
