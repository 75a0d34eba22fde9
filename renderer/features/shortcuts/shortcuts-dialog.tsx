import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useSettings } from '../../state/settings-store.ts';
import { closeDialog, openSettings, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { commandShortcuts, PLACE_SHORTCUTS } from './shortcuts.ts';
import styles from './shortcuts-dialog.module.css';

/** All shortcuts at a glance. */
export function ShortcutsDialog() {
  const isOpen = useWindow((state) => state.dialog === 'shortcuts');
  const own = useSettings((state) => state.settings.shortcuts);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={closeDialog}
      title={strings.sidebar.shortcuts}
      size="large"
      footer={<Button onClick={() => openSettings('shortcuts')}>{strings.shortcuts.change}</Button>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className={styles.sections} tabIndex={0} aria-label={strings.shortcuts.title}>
        {[...commandShortcuts(own), ...PLACE_SHORTCUTS].map(({ title, shortcuts }) => (
          <section key={title} className={styles.section}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.list}>
              {shortcuts.map(({ keys, words }) => (
                <div key={words} className={styles.line}>
                  <dt>{words}</dt>
                  <dd className={styles.keys}>
                    {keys.map((shortcut, index) => (
                      <span key={shortcut} className={styles.alternative}>
                        {index > 0 && <span className={styles.or}>{strings.shortcuts.or}</span>}
                        <Kbd shortcut={shortcut} />
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
    </Dialog>
  );
}
