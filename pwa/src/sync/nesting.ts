// How deep a MessagePack value is nested, seen before it is decoded: the decoder sets places aside for every array that has
// begun, as many as it claims, so that three bytes a level would fill the memory.

/** True if arrays and maps lie at most `most` deep within one another. Throws a RangeError where the value is cut off. */
export function isShallow(bytes: Uint8Array, most: number): boolean {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	/** How many values each array or map that has begun still waits for. */
	const open: number[] = [];
	for (let at = 0; at < bytes.length; at += sizeAt(view, at)) {
		const last = open.length - 1;
		if (last >= 0) open[last] = (open[last] ?? 0) - 1;
		const values = valuesAt(view, at);
		if (values > 0) open.push(values);
		if (open.length > most) return false;
		while (open.at(-1) === 0) open.pop();
	}
	return true;
}

/** How many values an array or a map claims to hold, keys included; 0 for everything else. */
function valuesAt(view: DataView, at: number): number {
	const type = view.getUint8(at);
	if (type >= 0x80 && type <= 0x8f) return 2 * (type & 0x0f);
	if (type >= 0x90 && type <= 0x9f) return type & 0x0f;
	if (type === 0xdc) return view.getUint16(at + 1);
	if (type === 0xdd) return view.getUint32(at + 1);
	if (type === 0xde) return 2 * view.getUint16(at + 1);
	return type === 0xdf ? 2 * view.getUint32(at + 1) : 0;
}

/** Bytes of types with a fixed size, without the type itself: numbers, counts, small extensions. */
const fixedSizes: { readonly [type: number]: number } = {
	...{ 204: 1, 205: 2, 206: 4, 207: 8, 202: 4, 203: 8 },
	...{ 208: 1, 209: 2, 210: 4, 211: 8, 220: 2, 221: 4, 222: 2, 223: 4 },
	...{ 212: 2, 213: 3, 214: 5, 215: 9, 216: 17 },
};

/** Bytes up to the next value: within an array or a map, its first one. */
function sizeAt(view: DataView, at: number): number {
	const type = view.getUint8(at);
	if (type >= 0xa0 && type <= 0xbf) return 1 + (type & 0x1f);
	switch (type) {
		case 0xc4:
		case 0xd9:
			return 2 + view.getUint8(at + 1);
		case 0xc5:
		case 0xda:
			return 3 + view.getUint16(at + 1);
		case 0xc6:
		case 0xdb:
			return 5 + view.getUint32(at + 1);
		case 0xc7:
			return 3 + view.getUint8(at + 1);
		case 0xc8:
			return 4 + view.getUint16(at + 1);
		case 0xc9:
			return 6 + view.getUint32(at + 1);
		default:
			return 1 + (fixedSizes[type] ?? 0);
	}
}
