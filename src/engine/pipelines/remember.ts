/** `make` with a memory of the last `atMost` texts it was called with. What `make` throws is not remembered. */
export function remember<Made>(make: (text: string) => Made, atMost: number): (text: string) => Made {
  const made = new Map<string, { of: Made }>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known.of;
    const fresh = { of: make(text) };
    if (made.size >= atMost) {
      // A Map lists its keys in the order they came in.
      const [oldest] = made.keys();
      if (oldest !== undefined) made.delete(oldest);
    }
    made.set(text, fresh);
    return fresh.of;
  };
}
