const KEPT_FOR = 60_000;

/** Hands a file to the browser to be saved. The name says nothing of what is in it. */
export function saveFile(content: Blob, name: string): void {
	const address = URL.createObjectURL(content);
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	// A phone reads the file after the click has returned.
	setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
}

/** True if this device has a share sheet that takes such a file. */
export function canShare(name: string, content: Blob): boolean {
	return navigator.canShare?.({ files: [fileOf(content, name)] }) ?? false;
}

/** Hands a file to the device's share sheet; where that goes wrong, it is saved instead. */
export async function shareFile(content: Blob, name: string): Promise<void> {
	try {
		await navigator.share({ files: [fileOf(content, name)] });
	} catch (error) {
		const left = error instanceof DOMException && error.name === "AbortError";
		if (!left) saveFile(content, name);
	}
}

function fileOf(content: Blob, name: string): File {
	return new File([content], name, { type: content.type });
}
