/** What a running turn tells the client: the protocol's events without the request's id, which the server adds. */
import type { BridgeEvent } from '#protocol/bridge.ts';

type WithoutId<Event> = Event extends unknown ? Omit<Event, 'id'> : never;
export type TurnEvent = WithoutId<BridgeEvent>;
export type EmitTurnEvent = (event: TurnEvent) => void;
