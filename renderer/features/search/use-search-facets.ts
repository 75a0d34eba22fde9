import { useEffect, useState } from 'react';
import type { SearchFacets } from '#protocol/search.ts';
import { invoke } from '../../api.ts';
import { reportErrors } from '../../state/report-error.ts';

const NO_FACETS: SearchFacets = { projects: [], agentIds: [] };

/** What there is to filter by, as of now. */
export function useSearchFacets(): SearchFacets {
  const [facets, setFacets] = useState(NO_FACETS);
  useEffect(() => {
    let isHere = true;
    const load = async () => {
      const found = await invoke('search.facets');
      if (isHere) setFacets(found);
    };
    reportErrors(load());
    return () => {
      isHere = false;
    };
  }, []);
  return facets;
}
