export default function measureText(text: string): {width: number; height: number}
