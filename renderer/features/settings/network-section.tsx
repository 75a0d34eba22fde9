import { Stethoscope } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type NetworkState, noProxySchema, type ProxyMode, proxyUrlSchema } from '#protocol/network.ts';
import { invoke, listen } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Select } from '../../components/select.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { openSettings } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './network-section.module.css';
import { ProxyLogin } from './proxy-login.tsx';
import { SettingRow } from './setting-row.tsx';
import { TextSetting } from './text-setting.tsx';

/** The way to the network, for the app and for every agent it starts. */
export function NetworkSection() {
  const { proxyMode, proxyUrl, caFile } = useSettings((state) => state.settings);
  const errors = useSettings((state) => state.errors);
  const [network, setNetwork] = useState<NetworkState | null>(null);
  useEffect(() => {
    reportErrors(invoke('network.state').then(setNetwork));
    return listen('network.changed', setNetwork);
  }, []);
  const chooseCertificates = () =>
    reportErrors(
      invoke('network.chooseCertificates').then((file) => {
        if (file !== null) void changeSetting('caFile', file);
      }),
    );
  return (
    <>
      <Select
        label={strings.settings.proxy}
        value={proxyMode}
        options={[
          { value: 'system', label: strings.settings.proxySystem },
          { value: 'none', label: strings.settings.proxyNone },
          { value: 'manual', label: strings.settings.proxyManual },
        ]}
        hint={strings.settings.proxyHint}
        error={errors.proxyMode?.message}
        onChange={(next) => void changeSetting('proxyMode', next as ProxyMode)}
      />
      {proxyMode === 'manual' && (
        <TextSetting
          name="proxyUrl"
          label={strings.settings.proxyUrl}
          placeholder="http://proxy.example.org:8080"
          hint={strings.settings.proxyUrlHint}
          schema={proxyUrlSchema}
          empty={null}
        />
      )}
      {proxyMode === 'manual' && proxyUrl !== null && network !== null && <ProxyLogin network={network} />}
      {proxyMode !== 'none' && (
        <TextSetting
          name="noProxy"
          label={strings.settings.noProxy}
          placeholder=".example.org, 10.0.0.5"
          hint={strings.settings.noProxyHint}
          schema={noProxySchema}
          empty=""
        />
      )}
      <SettingRow label={strings.settings.certificates} hint={strings.settings.certificatesHint} error={errors.caFile?.message}>
        <div className={styles.buttons}>
          {caFile !== null && <Button onClick={() => void changeSetting('caFile', null)}>{strings.settings.remove}</Button>}
          <Button onClick={chooseCertificates}>{caFile === null ? strings.settings.chooseFile : strings.settings.change}</Button>
        </div>
      </SettingRow>
      {caFile !== null && (
        <code className={styles.file} data-selectable>
          {caFile}
        </code>
      )}
      {network !== null && <InUse network={network} />}
    </>
  );
}

/** What applies now, as main says it. */
function InUse({ network: { proxy, from, extraCertificates, problems } }: { network: NetworkState }) {
  return (
    <section className={styles.state} aria-label={strings.settings.inUseNow} role="status">
      <p>
        {strings.settings.inUse(
          proxy === null ? strings.settings.noProxyUsed : strings.settings.proxyFrom[from](proxy),
          extraCertificates === 0 ? '' : strings.settings.withCertificates(extraCertificates),
        )}
      </p>
      {problems.map((problem) => (
        <p key={problem} className={styles.problem}>
          {problem}
        </p>
      ))}
      <Button size="small" icon={<Stethoscope aria-hidden />} onClick={() => openSettings('doctor')}>
        {strings.settings.tryInDoctor}
      </Button>
    </section>
  );
}
