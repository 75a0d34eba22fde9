import { ChevronRight } from 'lucide-react';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './breadcrumbs.module.css';
import type { CodeMapStore } from './code-map-store.ts';
import { breadcrumbs, type Place } from './place.ts';
import { useCodeMap } from './use-code-map.ts';

/** Where the picture is in the project, the way back up, and how much of it is shown. */
export function Breadcrumbs({ store, projectName }: { store: CodeMapStore; projectName: string }) {
  const place = useCodeMap(store, (state) => state.place);
  const emphasis = useCodeMap(store, (state) => state.emphasis);
  const crumbs = breadcrumbs(place, projectName);
  return (
    <div className={styles.bar}>
      <nav className={styles.path} aria-label={strings.codeMap.placeInProject}>
        <ol className={styles.crumbs}>
          {crumbs.map((crumb, index) => (
            <li key={JSON.stringify(crumb.place)} className={styles.item}>
              {index > 0 && <ChevronRight size={12} strokeWidth={1.5} aria-hidden />}
              {index === crumbs.length - 1 ? (
                <span className={styles.here} aria-current="location">
                  {crumb.label}
                </span>
              ) : (
                <button type="button" className={styles.crumb} onClick={() => void store.open(crumb.place)}>
                  {crumb.label}
                </button>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {emphasis !== null && (
        <button type="button" className={styles.emphasis} onClick={() => void store.emphasise(null)}>
          {emphasis.label} <span aria-hidden>×</span>
          <span className={styles.hidden}>{strings.codeMap.stopHighlighting}</span>
        </button>
      )}
      <Detail store={store} place={place} />
    </div>
  );
}

function Detail({ store, place }: { store: CodeMapStore; place: Place }) {
  if (place.type === 'folder') {
    return (
      <SegmentedControl
        label={strings.codeMap.detail}
        value={place.detail}
        options={[
          { value: 'modules', label: strings.codeMap.modules },
          { value: 'files', label: strings.codeMap.allFiles },
        ]}
        onChange={(detail) => void store.openFolder(place.folder, detail)}
      />
    );
  }
  if (place.type === 'file') return null;
  return (
    <SegmentedControl
      label={strings.codeMap.aboutDefinition}
      value={place.type}
      options={[
        { value: 'calls', label: strings.codeMap.calls },
        { value: 'impact', label: strings.codeMap.impact },
      ]}
      onChange={(type) => void store.open({ type, target: place.target })}
    />
  );
}
