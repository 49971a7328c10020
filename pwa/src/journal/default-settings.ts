// Apart from the record of settings, since the first screen needs nothing more.

export interface Settings {
	/** The hour (0 to 6) at which a new day begins. */
	readonly dayStart: number;
	/** Seconds in the background before it locks; 0 locks at once. */
	readonly lockGrace: number;
	/** Minutes without a touch before it locks. */
	readonly idle: number;
}

export const defaultSettings: Settings = { dayStart: 4, lockGrace: 60, idle: 5 };
