import {useEffect, useRef} from 'react';
import type {WizardState} from '../../domain/wizard/index.ts';
import type {Backstage} from '../backstage.ts';

/** Keeps where somebody has been through to a proof. */
export function useGuide({guide}: WizardState, {services}: Backstage): void {
  const before = useRef(guide);
  useEffect(() => {
    for (const one of before.current) if (!guide.includes(one)) services.noteGuided(one);
    before.current = guide;
  }, [guide, services]);
}
