import { createContext } from 'react';

/** Whether the reader goes along with the end of the thread. While they look elsewhere nothing may fold or close by itself. */
export const ReaderFollowsContext = createContext(true);
