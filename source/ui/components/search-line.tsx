import type {ReactNode} from 'react';
import {oneLine} from '../../domain/text.ts';
import {useRoom} from '../contexts.ts';
import {cut} from '../text/fit.ts';
import {Line} from './line.tsx';

/** What has been typed into a searchable list. */
export function SearchLine({search}: {readonly search: string}): ReactNode {
  const {width} = useRoom();
  return <Line>{` / ${cut(oneLine(search), width - 6)}▏`}</Line>;
}
