// Heads are compared as lower-case hex, the form in which the device keeps them.

export function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
