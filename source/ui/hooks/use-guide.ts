import {useEffect} from 'react';
import type {WizardState} from '../../domain/wizard/index.ts';
import type {Backstage} from '../backstage.ts';

/** Keeps where somebody has been through to a proof. */
export function useGuide({guide}: WizardState, {services}: Backstage): void {
  useEffect(() => {
    for (const one of services.firstTimes()) if (!guide.includes(one)) services.noteGuided(one);
  }, [guide, services]);
}
