import {useIsScreenReaderEnabled} from 'ink';
import {useEffect, useEffectEvent, useRef} from 'react';
import type {FirstRecords} from '../../domain/first-records.ts';
import {failureOf, type RunEvent, type RunScreen, type WizardState} from '../../domain/wizard/index.ts';
import type {EngineEvent, Listener, RehireQuestion, RunOptions} from '../../engine/contract.ts';
import {type Controls, createControls} from '../../engine/controls.ts';
import type {Backstage} from '../backstage.ts';
import {type Batcher, batcher} from './batcher.ts';
import type {Dispatch} from './use-ask.ts';

/** At most ten frames a second, however many records move. A screen reader reads each frame out, so it gets few. */
const RHYTHM = {eyes: {frame: 100, tick: 1000}, ears: {frame: 5000, tick: 30_000}} as const;

/** Carries out the plan, or goes on with a run, while the run screen is shown; stops and shuts when that is wanted. */
export function useRunning(state: WizardState, dispatch: Dispatch, backstage: Backstage): void {
  const run = state.screen === 'run' ? state : undefined;
  const token = run?.token;
  const rhythm = useIsScreenReaderEnabled() ? RHYTHM.ears : RHYTHM.eyes;
  const stop = useRef<AbortController>(undefined);
  const shut = useRef<AbortController>(undefined);
  const hurry = useRef<AbortController>(undefined);
  const controls = useRef<Controls>(undefined);
  const answer = useRef<(yes: boolean) => void>(undefined);

  const start = useEffectEvent((): (() => void) => {
    if (!run) return () => {};
    const controller = new AbortController();
    stop.current = controller;
    const shutting = new AbortController();
    shut.current = shutting;
    const hurrying = new AbortController();
    hurry.current = hurrying;
    const set = createControls(run.maxRps);
    controls.current = set;
    const told = batcher<RunEvent>(rhythm.frame, events => {
      dispatch({kind: 'told', token: run.token, at: backstage.services.now(), events});
    });
    const tick = setInterval(() => {
      dispatch({kind: 'told', token: run.token, at: backstage.services.now(), events: []});
    }, rhythm.tick);
    const asked = (ask: () => void): Promise<boolean> =>
      new Promise(resolve => {
        const {signal} = controller;
        if (signal.aborted) return resolve(false);
        signal.addEventListener('abort', () => resolve(false), {once: true});
        answer.current = resolve;
        told.flush();
        ask();
      });
    const consent = (question: RehireQuestion): Promise<boolean> =>
      asked(() => dispatch({kind: 'rehire-asked', token: run.token, asked: question}));
    const lookAtFirst = (first: readonly FirstRecords[]): Promise<boolean> =>
      asked(() => dispatch({kind: 'first-asked', token: run.token, first}));
    backstage.track(
      carryOut(run, told, {
        consent,
        ...(run.looksFirst ? {lookAtFirst} : {}),
        signal: controller.signal,
        shutNow: shutting.signal,
        hurry: hurrying.signal,
        controls: set,
      }),
    );
    return () => {
      clearInterval(tick);
      told.stop();
      controller.abort();
    };
  });

  async function carryOut(
    screen: RunScreen,
    told: Batcher<RunEvent>,
    agreed: Pick<RunOptions, 'consent' | 'lookAtFirst' | 'signal' | 'shutNow' | 'hurry' | 'controls'>,
  ): Promise<void> {
    const {portal, leaver, plan, acceptUnmovable, rehire, work} = screen;
    try {
      const session = backstage.session(screen.session);
      const options: RunOptions = {
        rehire,
        acceptUnmovable,
        ...agreed,
      };
      const hear: Listener = event => listen(event, told);
      const running = work.by === 'resume' ? session.resume(work.run, options, hear) : session.run(plan, options, hear);
      const report = await running;
      const written = backstage.services.written(portal.portalKey, report.run);
      const shutByKey = agreed.shutNow?.aborted === true && report.windowRefused?.why === 'limit';
      backstage.finished.push({portal, leaver, report, written, shutByKey});
      told.flush();
      dispatch({kind: 'reported', token: screen.token, report, written});
    } catch (error) {
      backstage.crash(error);
      dispatch({kind: 'failed', token: screen.token, failure: failureOf(error)});
    }
  }

  useEffect(() => (token === undefined ? undefined : start()), [token]);

  const stopping = run?.stopping === true;
  useEffect(() => {
    if (stopping) stop.current?.abort();
  }, [stopping]);

  const shutNow = run?.shutNow === true;
  useEffect(() => {
    if (shutNow) shut.current?.abort();
  }, [shutNow]);

  const paused = run?.paused === true;
  useEffect(() => {
    if (paused) controls.current?.pause();
    else controls.current?.goOn();
  }, [paused]);

  const maxRps = run?.maxRps;
  useEffect(() => controls.current?.setMaxRps(maxRps ?? Infinity), [maxRps]);

  const hurried = run?.hurried === true;
  useEffect(() => {
    if (hurried) hurry.current?.abort();
  }, [hurried]);

  const consent = run?.consent;
  useEffect(() => {
    if (consent !== undefined) answer.current?.(consent);
  }, [consent]);
}

function listen(event: EngineEvent, told: Batcher<RunEvent>): void {
  if (event.kind === 'tally-row' || event.kind === 'pinning') return;
  told.add(event);
  // Whether the account is open decides what Ctrl-C does, so it may not wait for the next frame.
  if (event.kind === 'account' || event.kind === 'account-stuck') told.flush();
}
