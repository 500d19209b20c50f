import type {Text} from 'ink';
import type {ComponentProps} from 'react';

/** What Ink's Text takes, without its content. */
export type TextProps = Omit<ComponentProps<typeof Text>, 'children'>;
