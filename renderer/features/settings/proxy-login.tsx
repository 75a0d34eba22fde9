import { type FormEvent, useState } from 'react';
import type { NetworkState } from '#protocol/network.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import styles from './network-section.module.css';

/** Name and password for the proxy of the settings. The password goes to main and never comes back. */
export function ProxyLogin({ network: { loginName, keepsLogin } }: { network: NetworkState }) {
  const words = strings.settings;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    reportErrors(
      invoke('network.setProxyLogin', { name: name.trim(), password }).then(() => {
        setName('');
        setPassword('');
      }),
    );
  };
  return (
    <form className={styles.login} aria-label={words.proxyLogin} onSubmit={save}>
      <TextField
        label={words.proxyName}
        value={name}
        placeholder={loginName ?? ''}
        hint={keepsLogin ? words.proxyLoginHint : `${words.proxyLoginHint} ${words.proxyLoginForgotten}`}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField label={words.proxyPassword} type="password" value={password} onChange={(event) => setPassword(event.target.value)} />
      <div className={styles.buttons}>
        <Button type="submit" disabled={name.trim() === ''}>
          {words.proxyLoginSave}
        </Button>
        {loginName !== null && (
          <Button onClick={() => reportErrors(invoke('network.setProxyLogin', null))}>{words.proxyLoginRemove}</Button>
        )}
        {loginName !== null && <span role="status">{words.proxyLoginSaved(loginName)}</span>}
      </div>
    </form>
  );
}
