import { Component, type ErrorInfo as ReactErrorInfo, type ReactNode } from 'react';
import { toErrorInfo } from '#protocol/errors.ts';
import { invoke } from './api.ts';
import { Button } from './components/button.tsx';
import { ErrorNotice } from './components/error-notice.tsx';
import styles from './error-boundary.module.css';
import { reportErrors } from './state/report-error.ts';
import { strings } from './strings/strings.ts';

type ErrorBoundaryProps = {
  /** What failed, e.g. "This conversation". */
  subject: string;
  /** A new value clears the failure: another conversation deserves another try. */
  resetKey?: string | null;
  children: ReactNode;
};

type ErrorBoundaryState = { error: Error | null; componentStack: string; resetKey: string | null | undefined };

/** Keeps a failure while drawing to the part of the window it happened in. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, componentStack: '', resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { error: null, componentStack: '', resetKey: props.resetKey };
  }

  override componentDidCatch(_error: Error, { componentStack }: ReactErrorInfo): void {
    this.setState({ componentStack: componentStack ?? '' });
  }

  override render(): ReactNode {
    const { error, componentStack } = this.state;
    if (error === null) return this.props.children;
    const details = `${toErrorInfo(error).details ?? error.message}\n${componentStack}`;
    const message = strings.window.fault;
    return (
      <div className={styles.page}>
        <div className={styles.column}>
          <h2 className={styles.title}>{strings.window.cantBeShown(this.props.subject)}</h2>
          <p className={styles.text}>{strings.window.nothingIsLost}</p>
          <ErrorNotice
            error={{ code: 'internal', message, details }}
            onCopyDetails={(text) => reportErrors(invoke('desktop.copyText', { text }))}
          />
          <div className={styles.actions}>
            <Button variant="primary" onClick={() => this.setState({ error: null, componentStack: '' })}>
              {strings.common.tryAgain}
            </Button>
            <Button onClick={() => window.location.reload()}>{strings.window.reload}</Button>
            <Button variant="ghost" onClick={() => reportErrors(invoke('desktop.showLog'))}>
              {strings.common.showLog}
            </Button>
          </div>
        </div>
      </div>
    );
  }
}
