import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAppInfo } from '../../state/app-info-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { closeDialog, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './about-dialog.module.css';
import { type Licences, loadLicences, matching } from './licences.ts';

/** Which version this is, and whose work it stands on. */
export function AboutDialog() {
  const isOpen = useWindow((state) => state.dialog === 'about');
  return (
    <Dialog open={isOpen} onOpenChange={closeDialog} title={strings.about.title} size="large">
      <div className={styles.content}>
        <Version />
        <LicencesList />
      </div>
    </Dialog>
  );
}

function Version() {
  const info = useAppInfo((state) => state.info);
  if (info === null) return null;
  const electron = /Electron\/(\S+)/.exec(navigator.userAgent)?.[1] ?? '';
  const chromium = /Chrome\/(\S+)/.exec(navigator.userAgent)?.[1] ?? '';
  const runtime = strings.about.runtime(electron, chromium, info.platform);
  const name = strings.about.nameAndVersion(info.version);
  const copy = () =>
    reportErrors(invoke('desktop.copyText', { text: [name, runtime].join('\n') }).then(() => showInfo(strings.settings.copied)));
  return (
    <section className={styles.head} aria-label={strings.about.version}>
      <img src="./icon.png" alt="" className={styles.icon} />
      <div className={styles.words} data-selectable>
        <h3 className={styles.name}>{name}</h3>
        <p className={styles.quiet}>{strings.about.description}</p>
        <p className={styles.quiet}>{runtime}</p>
      </div>
      <Button size="small" icon={<Copy aria-hidden />} onClick={copy}>
        {strings.about.copyVersion}
      </Button>
    </section>
  );
}

function LicencesList() {
  const [licences, setLicences] = useState<Licences | 'missing' | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    void loadLicences().then(setLicences, () => setLicences('missing'));
  }, []);
  if (licences === null) return null;
  if (licences === 'missing') return <p className={styles.quiet}>{strings.about.licencesMissing}</p>;
  const shown = matching(licences, words);
  return (
    <section className={styles.licences} aria-label={strings.about.licences}>
      <TextField
        label={strings.about.builtOn(licences.packages.length)}
        type="search"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <ul className={styles.list} tabIndex={0} aria-label={strings.about.licences}>
        {shown.map(({ name, version, licence, text }) => (
          <li key={`${name} ${version}`}>
            <LicenceEntry name={name} version={version} licence={licence} text={text === null ? null : (licences.texts[text] ?? null)} />
          </li>
        ))}
        {shown.length === 0 && <li className={styles.quiet}>{strings.about.noneMatches}</li>}
      </ul>
    </section>
  );
}

/** The text is put into the page once it is opened: all of them are a megabyte. */
function LicenceEntry({ name, version, licence, text }: { name: string; version: string; licence: string; text: string | null }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.entry} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <span className={styles.package}>{name}</span>
        <span className={styles.quiet}>{version}</span>
        <span className={styles.licence}>{licence || strings.about.unnamedLicence}</span>
      </summary>
      {isOpen && (
        <pre className={styles.text} data-selectable>
          {text ?? strings.about.noText(licence)}
        </pre>
      )}
    </details>
  );
}
